package io.limpet.search.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.experiment.ArmResult;
import io.limpet.core.experiment.Assignment;
import io.limpet.core.experiment.Moments;
import io.limpet.core.experiment.Quantity;
import io.limpet.core.experiment.Unit;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import io.limpet.search.Shop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ExperimentsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;

  @BeforeAll
  static void start() {
    new Shop(BROKER, folder)
        .stock()
        .train("g1", 1)
        .train("g2", 2)
        .visitor("alice", "g1", List.of("mugs-00"), "mugs-01")
        .release("g1");
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String document(String surfaces, String more) {
    return """
    {"surfaces": [%s], "metric": "conversion", "guardrails": ["revenue"],
     "minimum_effect": 0.1, "end": "2999-01-01T00:00:00Z",
     "baseline": {"mean": 0.2, "daily_visitors": 1000}, %s}\
    """
        .formatted(surfaces, more);
  }

  private static final String VARIED =
      "\"arms\": [{\"name\": \"control\"}, {\"name\": \"garden\", \"surface\": {\"filter\":"
          + " \"category = \\\"Garden\\\"\"}}]";

  private static Answer put(String id, String document) {
    return service.put("/v1/experiments/" + id, document);
  }

  private static JsonNode well(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
    return answer.json();
  }

  private static JsonNode ask(RunningService at, String fields) {
    return well(at.post("/v1/recommendations", "{\"limit\":5," + fields + "}"));
  }

  private static void end(String id) {
    well(service.post("/v1/experiments/" + id + "/stop", ""));
  }

  @Test
  void anExperimentDecidesAlikeInAllReplicasFromItsStartToItsStop() {
    JsonNode put = well(put("varied", document("\"home\"", VARIED)));
    assertThat(put.get("state").asText()).isEqualTo("draft");
    assertThat(ask(service, "\"user_id\":\"u0\"").has("variant")).isFalse();

    JsonNode started = well(service.post("/v1/experiments/varied/start", ""));
    assertThat(started.get("state").asText()).isEqualTo("running");
    try (RunningService other =
        RunningService.start(BROKER.bootstrapServers(), folder.resolve("other")).ready()) {
      int garden = 0;
      for (int i = 0; i < 40; i++) {
        JsonNode answer = ask(service, "\"user_id\":\"u%d\"".formatted(i));
        JsonNode variant = answer.get("variant");
        assertThat(variant.get("experiment").asText()).isEqualTo("varied");
        assertThat(ask(other, "\"user_id\":\"u%d\"".formatted(i)).get("variant"))
            .isEqualTo(variant);
        if (variant.get("arm").asText().equals("garden")) {
          garden++;
          assertThat(answer.get("items").findValuesAsText("item_id"))
              .isNotEmpty()
              .allMatch(id -> id.startsWith("garden-"));
        }
      }
      assertThat(garden).isBetween(5, 35);
    }
    assertThat(ask(service, "\"user_id\":\"u0\",\"dry_run\":true").has("variant")).isFalse();
    assertThat(ask(service, "\"user_id\":\"u0\",\"generation\":\"g1\"").has("variant")).isFalse();
    assertThat(ask(service, "\"user_id\":\"u0\",\"surface\":\"cart\"").has("variant")).isFalse();
    noted("u7", "varied");

    Answer refused = put("varied", document("\"home\"", VARIED));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText())
        .contains("\"varied\" is running and cannot be changed; make a new one");
    end("varied");
    assertThat(ask(service, "\"user_id\":\"u0\"").has("variant")).isFalse();
    assertThat(service.send("DELETE", "/v1/experiments/varied", "application/json", "").status())
        .isEqualTo(204);
    assertThat(service.get("/v1/experiments/varied").status()).isEqualTo(404);
    assertThat(well(service.get("/v1/experiments/audit")).findValuesAsText("deed").subList(0, 4))
        .containsExactly("deleted", "stopped", "started", "created");
  }

  /** What the served log has to say of a visitor. */
  private static void noted(String visitor, String experiment) {
    List<Assignment> assignments =
        BROKER
            .readUntil(
                Topics.SERVED,
                all ->
                    all.stream()
                        .anyMatch(
                            one ->
                                one.key().equals(visitor)
                                    && one.value() != null
                                    && !one.value().assignments().isEmpty()))
            .stream()
            .filter(one -> one.key().equals(visitor) && one.value() != null)
            .flatMap(one -> one.value().assignments().stream())
            .toList();
    assertThat(assignments)
        .isNotEmpty()
        .allMatch(
            one -> one.experiment().equals(experiment) && one.unit().equals(Unit.of(visitor)));
  }

  @Test
  void aGenerationAnswersItsArmInRecommendationsAndSearches() {
    well(
        put(
            "generations",
            document(
                "\"cart\", \"search\"",
                "\"arms\": [{\"name\": \"now\"}, {\"name\": \"next\", \"generation\": \"g2\"}]")));
    well(service.post("/v1/experiments/generations/start", ""));
    Awaitility.await("generation g2 is open")
        .atMost(PATIENCE)
        .until(() -> !well(service.get("/v1/experiments/generations")).has("problem"));

    for (int i = 0; i < 20; i++) {
      JsonNode answer = ask(service, "\"user_id\":\"s%d\",\"surface\":\"cart\"".formatted(i));
      String arm = answer.at("/variant/arm").asText();
      assertThat(answer.get("generation").asText()).isEqualTo(arm.equals("next") ? "g2" : "g1");
      JsonNode found =
          well(service.post("/v1/search", "{\"query\":\"mug\",\"user_id\":\"s%d\"}".formatted(i)));
      assertThat(found.at("/variant/arm").asText()).isEqualTo(arm);
    }
    noted("s3", "generations");
    end("generations");
  }

  @Test
  void anAnonymousVisitorKeepsTheArmAfterSigningIn() {
    well(put("sticky", document("\"email\"", VARIED)));
    well(service.post("/v1/experiments/sticky/start", ""));
    for (int i = 0; i < 10; i++) {
      String before =
          ask(service, "\"anonymous_id\":\"d%d\",\"surface\":\"email\"".formatted(i))
              .at("/variant/arm")
              .asText();
      assertThat(
              ask(
                      service,
                      "\"user_id\":\"new%1$d\",\"anonymous_id\":\"d%1$d\",\"surface\":\"email\""
                          .formatted(i))
                  .at("/variant/arm")
                  .asText())
          .isEqualTo(before);
      BROKER.send(Topics.UNITS, "new" + i, new UnitOf("anonymous:d" + i));
      int user = i;
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () ->
                  ask(service, "\"user_id\":\"new%d\",\"surface\":\"email\"".formatted(user))
                      .at("/variant/arm")
                      .asText()
                      .equals(before));
    }
    end("sticky");
  }

  @Test
  void whatIsNoExperimentIsRefusedAndNothingIsThere() {
    refused("share", "\"share\": 1.5, " + VARIED);
    refused("end", "\"start\": \"2999-01-01T00:00:00Z\", " + VARIED);
    refused("arms", "\"arms\": [{\"name\": \"alone\"}]");
    refused("armz", "\"armz\": [], " + VARIED);
    refused(
        "arms[1].surface",
        "\"arms\": [{\"name\": \"a\"}, {\"name\": \"b\", \"surface\": {\"sources\": {\"moon\":"
            + " {}}}}]");
    refused(
        "arms[1].generation",
        "\"arms\": [{\"name\": \"a\"}, {\"name\": \"b\", \"generation\": \"g9\"}]");
    Answer metric =
        put("bad", document("\"home\"", VARIED).replace("\"conversion\"", "\"happiness\""));
    assertThat(metric.status()).isEqualTo(400);
    assertThat(metric.json().get("detail").asText())
        .contains("metric \"happiness\" is not known; the metrics are conversion, revenue");
    Answer surface = put("bad", document("\"moon\"", VARIED));
    assertThat(surface.json().get("detail").asText()).contains("\"moon\", which is not known");
    assertThat(put("bad", "").status()).isEqualTo(400);
    assertThat(put("audit", document("\"home\"", VARIED)).status()).isEqualTo(400);

    assertThat(service.get("/v1/experiments/bad").status()).isEqualTo(404);
    assertThat(service.post("/v1/experiments/bad/start", "").status()).isEqualTo(404);
  }

  private static void refused(String field, String more) {
    Answer answer = put("bad", document("\"home\"", more));
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.json().get("field").asText()).isEqualTo(field);
  }

  @Test
  void layersThatOverlapAreRefusedAtTheStart() {
    well(put("wide", document("\"product\"", "\"layer\": \"l1\", \"share\": 0.7, " + VARIED)));
    well(put("fits", document("\"product\"", "\"layer\": \"l1\", \"share\": 0.3, " + VARIED)));
    well(put("over", document("\"product\"", "\"layer\": \"l1\", \"share\": 0.01, " + VARIED)));
    well(put("apart", document("\"product\"", "\"layer\": \"l2\", \"share\": 0.1, " + VARIED)));
    well(service.post("/v1/experiments/wide/start", ""));
    well(service.post("/v1/experiments/fits/start", ""));

    Answer over = service.post("/v1/experiments/over/start", "");
    assertThat(over.status()).isEqualTo(409);
    assertThat(over.json().get("detail").asText()).contains("layer \"l1\" has 0.0 left; give");
    Answer apart = service.post("/v1/experiments/apart/start", "");
    assertThat(apart.status()).isEqualTo(409);
    assertThat(apart.json().get("detail").asText())
        .contains("surface \"product\" is decided by \"", "of layer \"l1\"; put \"apart\" into");
    assertThat(well(service.get("/v1/experiments/over")).get("state").asText()).isEqualTo("draft");

    end("wide");
    well(service.post("/v1/experiments/over/start", ""));
    end("fits");
    end("over");
  }

  @Test
  void tellsHowManyVisitorsItTakesAndWhatItHasShown() {
    JsonNode plan =
        well(service.post("/v1/experiments/plan", document("\"home\"", "\"share\":0.5," + VARIED)));
    assertThat(plan.get("visitors_once").asLong()).isBetween(12_000L, 13_000L);
    assertThat(plan.get("days_once").asDouble()).isBetween(24.0, 26.0);
    assertThat(plan.get("visitors").asLong()).isGreaterThan(plan.get("visitors_once").asLong());
    Answer without =
        service.post(
            "/v1/experiments/plan",
            document("\"home\"", VARIED).replaceAll("\"baseline\".*?},", ""));
    assertThat(without.json().get("field").asText()).isEqualTo("baseline");

    well(put("shown", document("\"home\"", VARIED)));
    JsonNode nothing = well(service.get("/v1/experiments/shown/results"));
    assertThat(nothing.get("verdict").asText()).isEqualTo("open");
    assertThat(nothing.get("visitors").asDouble()).isZero();
    send("shown", "control", "all", 5_000, 0.2);
    send("shown", "garden", "all", 5_000, 0.25);
    send("shown", "control", "visitor/new", 2_000, 0.2);
    send("shown", "control", "day/2026-11-30", 2_000, 0.2);
    send("shown", "control", "crossed", 3, 0);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> service.get("/v1/experiments/shown/results").json().get("crossed").asInt() == 3);

    JsonNode results = well(service.get("/v1/experiments/shown/results"));
    assertThat(results.get("verdict").asText()).as(results.toString()).isEqualTo("better");
    JsonNode garden = results.at("/arms/1");
    assertThat(garden.get("arm").asText()).isEqualTo("garden");
    assertThat(garden.at("/metrics/0/metric").asText()).isEqualTo("conversion");
    assertThat(garden.at("/metrics/0/lift").asDouble()).isBetween(0.1, 0.4);
    assertThat(garden.at("/metrics/0/interval/low").asDouble()).isPositive();
    assertThat(results.at("/arms/0/metrics/0").has("p_value")).isFalse();
    assertThat(results.at("/segments/0/slice").asText()).isEqualTo("visitor/new");
    assertThat(results.at("/days/0/slice").asText()).isEqualTo("2026-11-30");
    assertThat(results.get("needed").asLong()).isPositive();
  }

  private static void send(String id, String arm, String slice, int visitors, double rate) {
    var random = new SplittableRandom(visitors);
    var moments = new Moments(Quantity.DIMENSIONS);
    for (int i = 0; i < visitors; i++) {
      float[] visitor = new float[Quantity.DIMENSIONS];
      visitor[Quantity.CONVERTED.ordinal()] = random.nextDouble() < rate ? 1 : 0;
      moments.add(visitor);
    }
    var result = new ArmResult(id, arm, slice, moments);
    BROKER.send(Topics.EXPERIMENT_RESULTS, result.key(), result);
  }
}
