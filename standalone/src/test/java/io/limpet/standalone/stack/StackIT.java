package io.limpet.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.limpet.broker.EmbeddedBroker;
import io.limpet.broker.FreePorts;
import io.limpet.core.setting.Settings;
import io.limpet.flink.rebuild.Derivations;
import io.limpet.lake.Lake;
import io.limpet.search.solr.SolrSettings;
import io.limpet.search.text.TextSettings;
import io.limpet.standalone.Progress;
import io.limpet.standalone.RefusedException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class StackIT {
  private static final Settings NOTHING = Settings.of(Map.of(), null);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void keepsEveryAcknowledgedEventOnceAcrossARestart() throws Exception {
    try (Stack stack = Stack.start(StackSettings.onFreePorts(folder))) {
      assertThat(get(stack.http().resolve("/health/ready")).statusCode()).isEqualTo(200);
      assertThat(RunningFile.find(folder))
          .hasValueSatisfying(running -> assertThat(running.http()).isEqualTo(stack.http()));
      view(stack, "e1");
      view(stack, "e2");
      answer(stack, "s1");
      stack.settle(PATIENCE);
      assertThat(eventIdsInTheLake()).containsExactlyInAnyOrder("e1", "e2", "s1");
      view(stack, "e3");
      answer(stack, "s2");
    }
    assertThat(RunningFile.find(folder)).isEmpty();
    // State that was lost is made again from the lake, and what the lake has not is caught up with.
    Folders.delete(folder.resolve("flink/checkpoints/user-vectors"));
    Folders.delete(folder.resolve("flink/checkpoints/surveys"));
    rebuild();

    try (Stack stack = Stack.start(knowing("shopcheck"))) {
      view(stack, "e2");
      view(stack, "e4");
      answer(stack, "s3");
      view(stack, "a-program", "\"properties\":{\"user_agent\":\"Shopcheck/2\"},");
      stack.settle(PATIENCE);

      assertThat(eventIdsInTheLake())
          .containsExactlyInAnyOrder("e1", "e2", "e3", "e4", "s1", "s2", "s3");
      assertThat(stack.isHealthy()).isTrue();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(get(stack.http().resolve("/v1/users/ann")).body())
                      .contains("\"events\":4,"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(get(stack.http().resolve("/v1/metrics/surveys")).body())
                      .contains("\"answers\":3"));
      String jobs = get(stack.flinkDashboard().resolve("/jobs/overview")).body();
      String clean = jobs.replaceAll(".*\"jid\":\"([0-9a-f]+)\",\"name\":\"limpet clean\".*", "$1");
      assertThat(get(stack.flinkDashboard().resolve("/jobs/" + clean + "/checkpoints")).body())
          .contains("\"restored\":1");
      await("the size of each state")
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(figures(stack, clean))
                      .contains("column_family.conduct", "rocksdb_estimate-live-data-size"));
    }
  }

  @Test
  void refusesAPortThatIsTakenBeforeItWritesAnything() throws Exception {
    Path untouched = folder.resolve("data");
    try (var taken = FreePorts.lease(0)) {
      var settings =
          new StackSettings(
              untouched,
              StackSettings.HOST,
              taken.port(),
              0,
              0,
              TextSettings.DEFAULT,
              null,
              NOTHING);

      assertThatThrownBy(() -> Stack.start(settings))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("port " + taken.port())
          .hasMessageContaining("--http-port");
      assertThat(untouched).doesNotExist();
    }
  }

  @Test
  void refusesASolrCloudThatIsNotThereBeforeItWritesAnything() {
    Path untouched = folder.resolve("data");
    var solr = SolrSettings.of("http://127.0.0.1:1/solr", "", "");
    var settings =
        new StackSettings(
            untouched, StackSettings.HOST, 0, 0, 0, TextSettings.DEFAULT, solr, NOTHING);

    assertThatThrownBy(() -> Stack.start(settings))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("--solr")
        .hasMessageContaining("http://127.0.0.1:1/solr");
    assertThat(untouched).doesNotExist();
  }

  /** The names of the figures of every operator of a job that a dashboard can ask for. */
  private static String figures(Stack stack, String job) throws Exception {
    var all = new StringBuilder();
    String vertices = get(stack.flinkDashboard().resolve("/jobs/" + job)).body();
    var ids = Pattern.compile("\"id\":\"([0-9a-f]{32})\"").matcher(vertices);
    while (ids.find()) {
      String path = "/jobs/%s/vertices/%s/metrics".formatted(job, ids.group(1));
      all.append(get(stack.flinkDashboard().resolve(path)).body());
    }
    return all.toString();
  }

  private void rebuild() {
    List<String> said = new ArrayList<>();
    try (DataFolder data = DataFolder.open(folder);
        EmbeddedBroker broker = EmbeddedBroker.start(data.kafka())) {
      var order = new Rebuilding.Order(Derivations.all(), Long.MAX_VALUE, 2, true);
      Rebuilding.Result result =
          new Rebuilding(folder, broker.bootstrapServers(), new Said(said)).run(order);
      assertThat(result.topics())
          .as("%s", said)
          .hasSize(3)
          .allMatch(topic -> topic.inUse() && topic.comparison().toMend() == 0)
          .allMatch(topic -> said.toString().contains(topic.topic().topic().name() + " rebuilt"));
      assertThat(folder.resolve("flink/rebuild")).doesNotExist();
    }
  }

  private record Said(List<String> lines) implements Progress {
    @Override
    public void say(String what) {
      lines.add(what);
    }

    @Override
    public void at(String what, long done, long total) {}
  }

  /** What a shop says in the environment that the stack keeps this program out. */
  private StackSettings knowing(String crawler) {
    return new StackSettings(
        folder,
        StackSettings.HOST,
        0,
        0,
        0,
        TextSettings.DEFAULT,
        null,
        Settings.of(Map.of("LIMPET_CRAWLERS", crawler), null));
  }

  private static void view(Stack stack, String eventId) throws Exception {
    view(stack, eventId, "");
  }

  private static void view(Stack stack, String eventId, String more) throws Exception {
    send(
        stack,
        "{\"event_id\":\"%s\",\"event\":\"view_item\",%s\"user_id\":\"ann\",\"item_id\":\"mug\"}"
            .formatted(eventId, more));
  }

  /** Somebody is very satisfied. */
  private static void answer(Stack stack, String eventId) throws Exception {
    send(
        stack,
        "{\"event_id\":\"%s\",\"event\":\"survey\",\"user_id\":\"ben\",\"value\":5,\"properties\":{\"survey\":\"csat\"}}"
            .formatted(eventId));
  }

  private static void send(Stack stack, String event) throws Exception {
    var request =
        HttpRequest.newBuilder(stack.http().resolve("/v1/events"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build();
    assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(202);
  }

  private List<String> eventIdsInTheLake() {
    List<String> ids = new ArrayList<>();
    new Lake(folder.resolve("lake")).forEach(row -> ids.add(row.eventId()));
    return ids;
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
