package io.limpet.system.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Sends requests over kept-alive connections, as many as are in flight at once. Blocking: call it
 * from virtual threads. Never sends a request twice, so that a failed one is seen as failed.
 */
public final class LoadClient implements AutoCloseable {
  private static final byte[] NO_BYTES = {};

  private final URI base;
  private final ConcurrentLinkedDeque<HttpConnection> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param base where the service is, {@code http://127.0.0.1:8080} for instance
   */
  public LoadClient(URI base) {
    this.base = base;
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param body as it came
   */
  @SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
  public record Answer(int status, byte[] body) {
    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Fetches a path. */
  public Answer get(String path) {
    return send("GET", path, NO_BYTES);
  }

  /** Posts JSON. */
  public Answer post(String path, byte[] json) {
    return send("POST", path, json);
  }

  /**
   * Sends JSON, or nothing when {@code json} is empty.
   *
   * @throws UncheckedIOException when there was no answer, or half of one
   */
  public Answer send(String method, String path, byte[] json) {
    try {
      HttpConnection connection = idle.pollFirst();
      if (connection == null) {
        connection = new HttpConnection(base);
      }
      HttpConnection.Reply reply = exchange(connection, method, path, json);
      if (reply.close()) {
        connection.close();
      } else {
        idle.addFirst(connection);
      }
      return new Answer(reply.status(), reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + ": " + e.getMessage(), e);
    }
  }

  private static HttpConnection.Reply exchange(
      HttpConnection connection, String method, String path, byte[] json) throws IOException {
    try {
      return connection.send(method, path, "application/json", json);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void close() {
    for (HttpConnection c = idle.pollFirst(); c != null; c = idle.pollFirst()) {
      try {
        c.close();
      } catch (IOException e) {
        throw new UncheckedIOException("closing a connection", e);
      }
    }
  }
}
