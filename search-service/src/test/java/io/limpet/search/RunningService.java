package io.limpet.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.fixtures.WordTextEncoder;
import io.limpet.search.solr.SolrSettings;
import io.limpet.search.text.TextSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A service on a free port with an HTTP client of its own, for tests. */
public final class RunningService implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final SearchService service;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningService(SearchService service) {
    this.service = service;
  }

  /** Starts it with its files below {@code folder}, and does not wait until it is ready. */
  public static RunningService start(String bootstrapServers, Path folder) {
    return start(bootstrapServers, folder, null);
  }

  /** The same with its vectors in a cluster. */
  public static RunningService start(
      String bootstrapServers, Path folder, @Nullable SolrSettings solr) {
    return start(bootstrapServers, folder, solr, Clock.systemUTC());
  }

  /** The same by another clock. */
  public static RunningService start(
      String bootstrapServers, Path folder, @Nullable SolrSettings solr, Clock clock) {
    TextSettings texts = TextSettings.of("en", new WordTextEncoder().name(), "", "");
    return new RunningService(
        SearchService.start(
            settings(bootstrapServers, folder, texts, solr),
            List.of(new WordTextEncoder()),
            clock));
  }

  /** The same that analyses and encodes texts as a shop's service does. */
  public static RunningService startWith(String bootstrapServers, Path folder, TextSettings texts) {
    return new RunningService(SearchService.start(settings(bootstrapServers, folder, texts, null)));
  }

  private static SearchSettings settings(
      String bootstrapServers, Path folder, TextSettings texts, @Nullable SolrSettings solr) {
    return new SearchSettings(
        bootstrapServers,
        folder.resolve("models"),
        folder.resolve("indexes"),
        "127.0.0.1",
        0,
        null,
        null,
        texts,
        solr,
        null);
  }

  /** Waits until it is ready. */
  public RunningService ready() {
    Awaitility.await("ready")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(service::isReady);
    return this;
  }

  /** The service itself. */
  public SearchService service() {
    return service;
  }

  /** An answer. */
  public record Answer(int status, String contentType, String body, HttpResponse<String> raw) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError("not JSON: " + body, e);
      }
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer post(String path, String json) {
    return send("POST", path, "application/json", json);
  }

  public Answer put(String path, String json) {
    return send("PUT", path, "application/json", json);
  }

  public Answer send(String method, String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofString(body)));
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }

  public HttpClient client() {
    return client;
  }

  public Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.body(),
          response);
    } catch (IOException e) {
      throw new AssertionError(request.build() + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    client.close();
    service.close();
  }
}
