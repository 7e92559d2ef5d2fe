package io.limpet.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.standalone.FailedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Asks a running search-service over HTTP. Everything it sends may be sent twice, so a request that
 * found nobody, or was answered with 503, is tried again for a while. Thread-safe.
 */
public final class ServiceClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration REQUEST = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI base;
  private final Duration patience;
  private final Duration request;

  /**
   * @param base http://host:port
   */
  public ServiceClient(URI base) {
    this(base, PATIENCE);
  }

  ServiceClient(URI base, Duration patience) {
    this(base, patience, REQUEST);
  }

  /**
   * @param patience with a service that is not there, not ready, or slow
   * @param request after which an answer is given up, and asked for again
   */
  ServiceClient(URI base, Duration patience, Duration request) {
    this.base = base;
    this.patience = patience;
    this.request = request;
  }

  /** An answer: its status, and its body when that is JSON. */
  public record Answer(int status, JsonNode body) {
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    /** What a problem says of itself. */
    public String detail() {
      String detail = body.path("detail").asText("");
      return detail.isEmpty() ? "HTTP status " + status : detail;
    }
  }

  /** Where the service is. */
  public URI base() {
    return base;
  }

  /** Asks for something. */
  public Answer get(String path) {
    return send(request(path).GET().build());
  }

  /** Deletes something. */
  public Answer delete(String path) {
    return send(request(path).DELETE().build());
  }

  /** Posts JSON. */
  public Answer post(String path, JsonNode body) {
    return post(path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Puts JSON. */
  public Answer put(String path, JsonNode body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(
                HttpRequest.BodyPublishers.ofByteArray(
                    body.toString().getBytes(StandardCharsets.UTF_8)))
            .build());
  }

  /** Posts one JSON object a line. */
  public Answer postLines(String path, byte[] lines) {
    return post(path, "application/x-ndjson", lines);
  }

  private Answer post(String path, String type, byte[] body) {
    return send(
        request(path)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  /** A segment of a path, encoded. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(request);
  }

  private Answer send(HttpRequest request) {
    Instant began = Instant.now();
    while (true) {
      String fault;
      try {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 503) {
          return new Answer(response.statusCode(), json(response.body()));
        }
        fault = "it is not ready";
      } catch (HttpConnectTimeoutException e) {
        fault = e.toString();
      } catch (HttpTimeoutException e) {
        fault = "it is there, and has not answered for %s".formatted(this.request);
      } catch (IOException e) {
        fault = e.toString();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FailedException("interrupted while asking " + request.uri(), e);
      }
      if (Instant.now().isAfter(began.plus(patience))) {
        throw new FailedException(
            "%s does not answer (%s); is the stack running?".formatted(request.uri(), fault));
      }
      pause();
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(250);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted while waiting for the service", e);
    }
  }
}
