package io.limpet.system.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Jobs of a running stack, by Flink's REST interface. */
final class FlinkJobs {
  private static final JsonMapper JSON = new JsonMapper();

  private FlinkJobs() {}

  /**
   * Cancels all jobs but these, as one can in Flink's dashboard.
   *
   * @throws IllegalArgumentException when one of the names is no job that runs
   */
  static void keep(URI flink, List<String> names) {
    Set<String> kept = new HashSet<>(names);
    List<String> others = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      var running = send(client, HttpRequest.newBuilder(flink.resolve("/jobs/overview")).GET());
      for (JsonNode job : JSON.readTree(running.body()).path("jobs")) {
        if (!kept.remove(job.path("name").asText().replaceFirst("^limpet ", ""))) {
          others.add(job.path("jid").asText());
        }
      }
      if (!kept.isEmpty()) {
        throw new IllegalArgumentException("there is no job " + kept);
      }
      for (String id : others) {
        send(
            client,
            HttpRequest.newBuilder(flink.resolve("/jobs/" + id + "?mode=cancel"))
                .method("PATCH", BodyPublishers.noBody()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("asking Flink at " + flink, e);
    }
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(answer.statusCode() + ": " + answer.body());
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
