package io.limpet.system.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpet.core.generation.Registry;
import io.limpet.fixtures.SampleEvents;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.flink.LimpetJobs;
import io.limpet.system.load.LoadClient;
import io.limpet.system.shop.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The processes of the compose file, from the same jars, find each other and do their work. */
@Execution(ExecutionMode.CONCURRENT)
class TopologyIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int LIMIT = 10;

  /** An erasure waits for checkpoints of the jobs. */
  private static final Map<String, String> HASTE =
      Map.of(
          "LIMPET_CHECKPOINT_INTERVAL", "5s",
          "LIMPET_ARCHIVE_INTERVAL", "5s",
          "LIMPET_LABELS_INTERVAL", "5s");

  @TempDir Path folder;

  @Test
  void eventOverHttpChangesTheAnswerOverHttpAndIsErased() {
    try (var topology = new Topology(folder);
        var shop = new Shop(topology.http("search-service"));
        var flink = new LoadClient(topology.flink())) {
      try {
        TinyGeneration.write(new Registry(topology.models()), "g1");
        topology.startKafka();
        topology.startJobManager();
        topology.createTopics();
        topology.startService("search-service");
        topology.startTaskManager("taskmanager");
        topology.startEraser();
        await("a task manager").atMost(PATIENCE).until(() -> taskManagers(flink) == 1);

        assertThat(topology.submitJobs(HASTE).lines())
            .hasSize(LimpetJobs.all().size())
            .allMatch(line -> line.contains(" runs as "));
        assertThat(topology.submitJobs(HASTE).lines())
            .as("submitted again")
            .hasSize(LimpetJobs.all().size())
            .allMatch(line -> line.endsWith(" runs already"));

        await("the service").atMost(PATIENCE).until(shop::isReady);
        shop.put(SampleItems.all());
        shop.release("g1");
        Shop.Answer before = shop.recommend("ann", LIMIT);
        assertThat(before.personalised()).isFalse();

        List<String> seen = List.of(SampleItems.id("Mugs", 0), SampleItems.id("Mugs", 1));
        shop.report(
            SampleEvents.view("of-bob", "bob", seen.getFirst(), System.currentTimeMillis()));
        for (String item : seen) {
          shop.report(SampleEvents.view("view-" + item, "ann", item, System.currentTimeMillis()));
        }
        await("a personal answer")
            .atMost(PATIENCE)
            .untilAsserted(
                () -> {
                  Shop.Answer after = shop.recommend("ann", LIMIT);
                  assertThat(after.personalised()).isTrue();
                  assertThat(after.generation()).isEqualTo("g1");
                  assertThat(after.items()).isNotEqualTo(before.items());
                  assertThat(after.items().getFirst()).startsWith("mugs-");
                });
        await("an answer of bob's own")
            .atMost(PATIENCE)
            .until(() -> shop.recommend("bob", LIMIT).personalised());
        String receipt = shop.erase("bob");
        assertEveryFigureAskedForIsThere(topology, shop);
        await("bob forgotten everywhere")
            .atMost(PATIENCE)
            .until(() -> shop.get("/v1/erasures/" + receipt).path("done").asBoolean());
        assertThat(shop.recommend("bob", LIMIT).personalised()).isFalse();
        assertThat(shop.recommend("ann", LIMIT).personalised()).isTrue();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(e.getMessage() + "\n" + topology.logs(), e);
      }
    }
  }

  private static void assertEveryFigureAskedForIsThere(Topology topology, Shop shop) {
    assertThat(shop.client().post("/v1/events", "{}".getBytes(StandardCharsets.UTF_8)).status())
        .as("an event that is refused, to be counted")
        .isEqualTo(400);
    await("every figure of the dashboard and the alarms")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              Set<String> there = new TreeSet<>(names(shop.metrics()));
              there.addAll(names(metrics(topology.metrics("jobmanager"))));
              there.addAll(names(metrics(topology.metrics("taskmanager"))));
              assertThat(there).containsAll(figuresAskedFor());
            });
  }

  /**
   * What dashboard and alarms ask the service and Flink for, less what only a failure brings about.
   */
  private static Set<String> figuresAskedFor() throws IOException {
    Path docker = ComposeFile.repository().resolve("docker");
    String asked =
        Files.readString(docker.resolve("grafana/dashboards/limpet.json"))
            + Files.readString(docker.resolve("prometheus/rules.yml"));
    Set<String> figures = new TreeSet<>();
    Pattern.compile("\\b(?:limpet|flink|jvm)_[a-zA-Z_]+")
        .matcher(asked)
        .results()
        .forEach(figure -> figures.add(figure.group()));
    assertThat(figures).hasSizeGreaterThan(10);
    figures.remove("limpet_stage_failures_total");
    figures.remove("limpet_sources_late_total");
    figures.remove("flink_taskmanager_job_task_operator_reason_rejected");
    return figures;
  }

  private static Set<String> names(String exposition) {
    return exposition
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[ {]", 2)[0])
        .collect(Collectors.toSet());
  }

  private static String metrics(URI address) {
    try (var client = new LoadClient(address)) {
      return client.get("/metrics").text();
    }
  }

  private static int taskManagers(LoadClient flink) {
    try {
      String overview = flink.get("/overview").text();
      return overview.contains("\"taskmanagers\":1") ? 1 : 0;
    } catch (UncheckedIOException e) {
      return 0;
    }
  }
}
