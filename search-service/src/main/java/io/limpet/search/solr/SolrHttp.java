package io.limpet.search.solr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Speaks JSON with nodes of Solr. Thread-safe. */
final class SolrHttp implements AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();

  /** A machine that is gone without a word must not hold up a search for long. */
  private static final Duration CONNECT = Duration.ofMillis(500);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /** Solr understood nothing of it, or could not do it: another node would say the same. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
      super(message);
    }
  }

  /** A request with a body, or without one when it is empty. */
  static HttpRequest request(String url, byte[] body, String type, Duration patience) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(patience);
    return body.length == 0
        ? request.build()
        : request.header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)).build();
  }

  /**
   * The answer.
   *
   * @throws RefusedException when Solr says that it cannot
   * @throws IOException when nobody answers, or it is not Solr who does
   */
  JsonNode send(HttpRequest request) throws IOException {
    try {
      return read(client.send(request, BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + request.uri(), e);
    }
  }

  /** The same without waiting; fails with an {@link IOException}. */
  CompletableFuture<JsonNode> begin(HttpRequest request) {
    return client
        .sendAsync(request, BodyHandlers.ofByteArray())
        .thenCompose(
            response -> {
              try {
                return CompletableFuture.completedFuture(read(response));
              } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
              }
            });
  }

  private static JsonNode read(HttpResponse<byte[]> response) throws IOException {
    JsonNode answer;
    try {
      answer = JSON.readTree(response.body());
    } catch (IOException e) {
      throw new IOException(
          "%s answers %d and no JSON; is it Solr?".formatted(response.uri(), response.statusCode()),
          e);
    }
    if (response.statusCode() == 200) {
      return answer;
    }
    String told =
        "%s answers %d: %s"
            .formatted(
                response.uri(),
                response.statusCode(),
                answer.path("error").path("msg").asText("no reason given"));
    // A node that is starting or going; another may be up.
    throw response.statusCode() == 503 ? new IOException(told) : new RefusedException(told);
  }

  /** Why nobody answered, in short. */
  static String reason(Throwable failure) {
    Throwable cause = failure.getCause();
    Throwable first = failure instanceof CompletionException && cause != null ? cause : failure;
    String message = first.getMessage();
    return message == null ? first.getClass().getSimpleName() : message;
  }

  /** Gives connections and threads back; what is under way fails. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
