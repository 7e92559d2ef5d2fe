package io.limpet.system.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lies between clients and a server on this machine, and can be cut, as a network can: then
 * everything that is under way is gone, and whoever comes is turned away. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BUFFER = 16 << 10;

  private final ServerSocket listening;
  private final int serverPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  private TcpProxy(ServerSocket listening, int serverPort) {
    this.listening = listening;
    this.serverPort = serverPort;
  }

  /** A proxy on a free port to a port of this machine, where nobody needs to listen yet. */
  static TcpProxy to(int serverPort) {
    try {
      var proxy =
          new TcpProxy(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), serverPort);
      Thread.ofVirtual().start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("listening", e);
    }
  }

  /** Where clients connect. */
  public int port() {
    return listening.getLocalPort();
  }

  /** Ends every connection, and refuses new ones until {@link #mend}. */
  public void cut() {
    cut = true;
    open.forEach(TcpProxy::close);
  }

  /** Lets connections through again. */
  public void mend() {
    cut = false;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // It is closed, and the loop ends; or a client was gone before it was let in.
      }
    }
  }

  private void connect(Socket client) {
    if (cut) {
      end(client);
      return;
    }
    try {
      var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
      open.add(server);
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      if (cut) {
        end(server);
      }
      Thread.ofVirtual().start(() -> pump(client, server));
      pump(server, client);
    } catch (IOException e) {
      end(client);
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // Either side has ended it; so does the other now.
    } finally {
      end(from);
      end(to);
    }
  }

  private void end(Socket socket) {
    open.remove(socket);
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a connection", e);
    }
  }

  @Override
  public void close() {
    cut();
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing", e);
    }
  }
}
