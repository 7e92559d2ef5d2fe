package io.limpet.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds ports of 127.0.0.1 that nothing listens on. */
public final class FreePorts {
  private FreePorts() {}

  /** A port that is held so that nobody else is given it, until it is closed to be used. */
  public static final class Lease implements AutoCloseable {
    private final ServerSocket socket;

    private Lease(ServerSocket socket) {
      this.socket = socket;
    }

    public int port() {
      return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /**
   * Holds this port, or a free one when it is 0.
   *
   * @throws IOException when something listens on it
   */
  public static Lease lease(int port) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(BrokerSettings.HOST), port));
      return new Lease(socket);
    } catch (IOException e) {
      socket.close();
      throw new IOException("port " + port + " cannot be listened on: " + e.getMessage(), e);
    }
  }

  /** A port that was free a moment ago. */
  public static int find() throws IOException {
    try (Lease lease = lease(0)) {
      return lease.port();
    }
  }
}
