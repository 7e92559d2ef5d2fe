package io.limpet.search.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.experiment.ArmResult;
import io.limpet.core.experiment.Moments;
import io.limpet.core.experiment.Quantity;
import io.limpet.core.experiment.Slices;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import io.limpet.search.Shop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TuningIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String KNOBS =
      "[{\"path\": \"/weights/trend\", \"low\": 0, \"high\": 1}, {\"path\":"
          + " \"/sources/new/quota\", \"low\": 5, \"high\": 60, \"whole\": true}]";

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;

  @BeforeAll
  static void start() {
    new Shop(BROKER, folder).stock();
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String document(String surface, String knobs, String more) {
    return """
    {"surface": "%s", "metric": "conversion", "guardrails": ["returned"], "knobs": %s,
     "tolerance": 0.1, "arms": 2%s}\
    """
        .formatted(surface, knobs, more);
  }

  private static JsonNode well(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode tuning() {
    return well(service.get("/v1/tunings/t"));
  }

  private static JsonNode home() {
    return well(service.get("/v1/surfaces")).at("/surfaces/home");
  }

  private static JsonNode experiment(String id) {
    Awaitility.await(id + " runs")
        .atMost(PATIENCE)
        .until(
            () ->
                service.get("/v1/experiments/" + id).status() == 200
                    && well(service.get("/v1/experiments/" + id))
                        .get("state")
                        .asText()
                        .equals("running"));
    return well(service.get("/v1/experiments/" + id)).get("experiment");
  }

  private static void send(String experiment, String arm, double buys) {
    var random = new SplittableRandom(arm.hashCode());
    var moments = new Moments(Quantity.DIMENSIONS);
    for (int i = 0; i < 8_000; i++) {
      float[] visitor = new float[Quantity.DIMENSIONS];
      visitor[Quantity.CONVERTED.ordinal()] = random.nextDouble() < buys ? 1 : 0;
      visitor[Quantity.RETURNED.ordinal()] = i % 2;
      moments.add(visitor);
    }
    var result = new ArmResult(experiment, arm, Slices.ALL, moments);
    BROKER.send(Topics.EXPERIMENT_RESULTS, result.key(), result);
  }

  @Test
  void putsInUseWhatIsBetterAndTakesItBackWhenAsked() {
    JsonNode before = home();
    well(service.put("/v1/tunings/t", document("home", KNOBS, "")));
    assertThat(home()).isEqualTo(before);
    well(service.post("/v1/tunings/t/start", ""));
    JsonNode first = experiment("t-r1");
    assertThat(first.get("arms").findValuesAsText("name")).containsExactly("in-use", "c1", "c2");

    send("t-r1", "in-use", 0.2);
    send("t-r1", "c1", 0.2);
    send("t-r1", "c2", 0.3);
    Awaitility.await("a move")
        .atMost(PATIENCE)
        .until(() -> tuning().get("moves").findValuesAsText("deed").contains("moved"));
    JsonNode move = tuning().get("moves").get(3);
    assertThat(move.get("by").asText()).isEqualTo("tuning");
    assertThat(move.get("why").asText()).startsWith("t-r1, c2: conversion +");
    assertThat(move.get("before")).isEqualTo(before);
    assertThat(move.get("after")).isEqualTo(home());
    JsonNode wanted = first.at("/arms/2/surface");
    assertThat(home().at("/weights/trend")).isEqualTo(wanted.at("/weights/trend"));
    assertThat(home().at("/sources/new/quota")).isEqualTo(wanted.at("/sources/new/quota"));
    assertThat(tuning().get("tried")).hasSize(3);
    assertThat(well(service.get("/v1/experiments/t-r1")).get("state").asText())
        .isEqualTo("stopped");

    experiment("t-r2");
    Answer refused = service.put("/v1/tunings/t", document("home", KNOBS, ""));
    assertThat(refused.status()).isEqualTo(409);
    try (RunningService other =
        RunningService.start(BROKER.bootstrapServers(), folder.resolve("other")).ready()) {
      assertThat(well(other.get("/v1/tunings/t"))).isEqualTo(tuning());
    }
    JsonNode reverted = well(service.post("/v1/tunings/t/revert", ""));
    assertThat(home()).isEqualTo(before);
    assertThat(reverted.get("state").asText()).isEqualTo("stopped");
    assertThat(reverted.get("moves").findValuesAsText("deed"))
        .containsExactly("created", "started", "tried", "moved", "tried", "reverted");
    assertThat(well(service.get("/v1/experiments/t-r2")).get("state").asText())
        .isEqualTo("stopped");
  }

  @Test
  void whatIsNoTuningIsRefused() {
    refused(document("moon", KNOBS, ""), "surface \"moon\" is not known");
    refused(
        document("home", "[{\"path\": \"/weights/charm\", \"low\": 0, \"high\": 1}]", ""),
        "path \"/weights/charm\" is no number of surface \"home\"");
    refused(
        document(
            "home",
            "[{\"path\": \"/sources/new/quota\", \"low\": 0, \"high\": 9000, \"whole\": true}]",
            ""),
        "knobs at their high: ");
    refused(document("home", KNOBS, ", \"round_days\": 0"), "round_days is beyond 100");
    refused(document("home", KNOBS, ", \"charm\": 1"), "charm");
    assertThat(service.post("/v1/tunings/bad/start", "").status()).isEqualTo(404);
    assertThat(service.get("/v1/tunings/bad").status()).isEqualTo(404);

    well(service.put("/v1/tunings/draft", document("cart", KNOBS_OF_CART, "")));
    assertThat(service.post("/v1/tunings/draft/stop", "").json().get("detail").asText())
        .contains("is draft; there is nothing to stop");
    assertThat(service.post("/v1/tunings/draft/revert", "").json().get("detail").asText())
        .contains("has changed nothing yet");
  }

  private static final String KNOBS_OF_CART =
      "[{\"path\": \"/weights/together\", \"low\": 0, \"high\": 1}]";

  private static void refused(String document, String detail) {
    Answer answer = service.put("/v1/tunings/bad", document);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains(detail);
  }
}
