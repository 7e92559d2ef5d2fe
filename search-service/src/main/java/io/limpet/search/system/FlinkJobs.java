package io.limpet.search.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a Flink cluster by its REST interface: states, checkpoints and how far each is behind
 * Kafka. What was asked lately is not asked again, so that many who look cost no more than one.
 * Thread-safe.
 */
public final class FlinkJobs {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final long FRESH_MILLIS = 2_000;
  private static final String LAG = ".pendingRecords";
  private static final String OURS = "limpet ";

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final LongSupplier clock;

  /** Names of the figures of each source's lag: they stay as long as the job runs. */
  private final Map<String, String> lagNames = new ConcurrentHashMap<>();

  private volatile @Nullable FlinkAddress address;
  private @Nullable List<Job> last;
  private long lastMillis;

  /**
   * @param address null as long as nobody said
   */
  public FlinkJobs(@Nullable FlinkAddress address, LongSupplier clock) {
    this.address = address;
    this.clock = clock;
  }

  /**
   * A job.
   *
   * @param name without the {@code limpet} that it has before it in Flink
   * @param state as Flink names it: RUNNING, RESTARTING, FAILED and so on
   * @param sinceMillis when it began
   * @param running tasks that run
   * @param tasks all tasks
   * @param lag records in Kafka that it has not read; null if Flink does not say yet
   */
  public record Job(
      String id,
      String name,
      String state,
      long sinceMillis,
      int running,
      int tasks,
      @Nullable Long lag,
      Checkpoints checkpoints) {}

  /**
   * The checkpoints of a job.
   *
   * @param completed since the job began
   * @param failed the same
   * @param latestMillis when the latest was complete; null before the first
   * @param durationMillis how long it took
   * @param bytes size of the state in it
   * @param failedMillis when the latest failed; null if none did
   * @param failure why it did
   */
  public record Checkpoints(
      long completed,
      long failed,
      @Nullable Long latestMillis,
      @Nullable Long durationMillis,
      @Nullable Long bytes,
      @Nullable Long failedMillis,
      @Nullable String failure) {}

  /** Where Flink is, null as long as nobody said. */
  public @Nullable FlinkAddress address() {
    return address;
  }

  /** It is there from now on. */
  public void at(FlinkAddress known) {
    this.address = known;
  }

  /**
   * All jobs that did not end, by name; none where nobody said where Flink is.
   *
   * @throws IOException when Flink does not answer
   */
  public synchronized List<Job> jobs() throws IOException {
    FlinkAddress known = address;
    if (known == null) {
      return List.of();
    }
    long now = clock.getAsLong();
    if (last == null || now - lastMillis >= FRESH_MILLIS) {
      last = ask(known);
      lastMillis = now;
    }
    return last;
  }

  private List<Job> ask(FlinkAddress known) throws IOException {
    List<Job> jobs = new ArrayList<>();
    for (JsonNode job : get(known, "/jobs/overview").path("jobs")) {
      String state = job.path("state").asText();
      // Those that ended stay in the list for a while; who was cancelled is nobody's concern.
      if (!state.equals("CANCELED") && !state.equals("FINISHED")) {
        jobs.add(job(known, job, state));
      }
    }
    jobs.sort(Comparator.comparing(Job::name));
    return List.copyOf(jobs);
  }

  private Job job(FlinkAddress known, JsonNode job, String state) throws IOException {
    String id = job.path("jid").asText();
    String name = job.path("name").asText();
    return new Job(
        id,
        name.startsWith(OURS) ? name.substring(OURS.length()) : name,
        state,
        job.path("start-time").asLong(),
        job.path("tasks").path("running").asInt(),
        job.path("tasks").path("total").asInt(),
        lag(known, id),
        checkpoints(get(known, "/jobs/" + id + "/checkpoints")));
  }

  private static Checkpoints checkpoints(JsonNode all) {
    JsonNode latest = all.path("latest").path("completed");
    JsonNode failed = all.path("latest").path("failed");
    return new Checkpoints(
        all.path("counts").path("completed").asLong(),
        all.path("counts").path("failed").asLong(),
        latest.isObject() ? latest.path("latest_ack_timestamp").asLong() : null,
        latest.isObject() ? latest.path("end_to_end_duration").asLong() : null,
        latest.isObject() ? latest.path("state_size").asLong() : null,
        failed.isObject() ? failed.path("failure_timestamp").asLong() : null,
        failed.isObject() ? failed.path("failure_message").asText("not said") : null);
  }

  /** The sum over all sources of a job. */
  private @Nullable Long lag(FlinkAddress known, String id) throws IOException {
    Long sum = null;
    for (JsonNode vertex : get(known, "/jobs/" + id).path("vertices")) {
      String metrics =
          "/jobs/" + id + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
      String names = lagNames.get(metrics);
      if (names == null) {
        names = lagNames(get(known, metrics));
        if (!names.isEmpty()) {
          lagNames.put(metrics, names);
        }
      }
      if (!names.isEmpty()) {
        for (JsonNode metric : get(known, metrics + "?agg=sum&get=" + names)) {
          sum = (sum == null ? 0 : sum) + Math.round(metric.path("sum").asDouble());
        }
      }
    }
    return sum;
  }

  private static String lagNames(JsonNode metrics) {
    return StreamSupport.stream(metrics.spliterator(), false)
        .map(metric -> metric.path("id").asText())
        .filter(name -> name.endsWith(LAG))
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
        .collect(Collectors.joining(","));
  }

  private JsonNode get(FlinkAddress known, String path) throws IOException {
    String base = known.rest().toString();
    URI uri = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    try {
      HttpResponse<byte[]> response =
          http.send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException("Flink answers %d to GET %s".formatted(response.statusCode(), uri));
      }
      return json.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Flink", e);
    }
  }
}
