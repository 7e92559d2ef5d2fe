package io.limpet.system.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection. It exists because on two cores a load generator competes with
 * what it measures: a request costs a tenth of what a general client takes. Knows what Limpet's
 * service answers with (a length or chunks) and nothing more. Used by one thread at a time.
 */
final class HttpConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final byte[] NO_BYTES = {};

  private final Socket socket;
  private final InputStream in;
  private final String host;
  private final StringBuilder line = new StringBuilder(128);

  HttpConnection(URI base) throws IOException {
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    host = base.getHost() + ":" + base.getPort();
  }

  /** Sends a request and reads its whole answer; an empty body is sent as none. */
  Reply send(String method, String path, String contentType, byte[] body) throws IOException {
    StringBuilder head = new StringBuilder(160);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    if (body.length > 0) {
      head.append("\r\nContent-Type: ").append(contentType);
    }
    head.append("\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
    byte[] headBytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[headBytes.length + body.length];
    System.arraycopy(headBytes, 0, all, 0, headBytes.length);
    System.arraycopy(body, 0, all, headBytes.length, body.length);
    socket.getOutputStream().write(all);
    return readReply();
  }

  private Reply readReply() throws IOException {
    String status = readLine();
    if (status.length() < 12 || !status.startsWith("HTTP/1.1 ")) {
      throw new IOException("not an HTTP/1.1 answer: " + status);
    }
    int code = Integer.parseInt(status.substring(9, 12));
    int length = -1;
    boolean chunked = false;
    boolean close = false;
    for (String header = readLine(); !header.isEmpty(); header = readLine()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).trim());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.endsWith("chunked");
      } else if (lower.startsWith("connection:")) {
        close = lower.endsWith("close");
      }
    }
    byte[] body = chunked ? readChunks() : code == 204 || length <= 0 ? NO_BYTES : read(length);
    return new Reply(code, body, close);
  }

  private byte[] readChunks() throws IOException {
    var out = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      out.write(read(size));
      readLine();
    }
    readLine();
    return out.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(readLine().trim(), 16);
  }

  private byte[] read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the answer ended after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private String readLine() throws IOException {
    line.setLength(0);
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the connection was closed within an answer's head");
      }
      if (b == '\n') {
        return line.toString();
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** An answer; {@code close} when the server will not take another request on the connection. */
  @SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
  record Reply(int status, byte[] body, boolean close) {}
}
