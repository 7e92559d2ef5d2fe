package io.limpet.search.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.EventType;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.generation.Registry;
import io.limpet.core.prediction.Outputs;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import io.limpet.search.Shop;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReleaseIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir Path folder;
  private Shop shop;
  private RunningService service;

  @BeforeEach
  void start() {
    shop =
        new Shop(BROKER, folder)
            .stock()
            .train("g1", 1)
            .train("g2", 2)
            .train("g3", 3)
            .damage("g3")
            .release("g1");
    for (int i = 0; i < 20; i++) {
      shop.visitor("v" + i, "g1", List.of("mugs-00", "mugs-01"));
    }
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
  }

  @AfterEach
  void stop() {
    service.close();
    // The topics outlive a test; what it decided must not.
    for (String generation : List.of("g1", "g2", "g3", "g4")) {
      BROKER.send(Topics.MODELS, generation, null);
    }
    BROKER.send(Topics.ITEMS, "late", null);
    BROKER.send(Topics.USER_VECTORS, "new-here", null);
    BROKER.send(Topics.USER_FEATURES, "ann", null);
    BROKER.send(Topics.USER_FEATURES, "bob", null);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  private Answer ask(String visitor) {
    return service.post(
        "/v1/recommendations",
        "{\"user_id\":\"%s\",\"surface\":\"search\",\"limit\":15}".formatted(visitor));
  }

  private JsonNode model(String generation) {
    for (JsonNode model : service.get("/v1/models").json().get("generations")) {
      if (model.get("generation").asText().equals(generation)) {
        return model;
      }
    }
    throw new AssertionError("no " + generation);
  }

  @Test
  void releasesUnderLoadWithoutAFailedOrMixedAnswer() throws Exception {
    var done = new AtomicBoolean();
    try (ExecutorService clients = Executors.newFixedThreadPool(4);
        AutoCloseable ended = () -> done.set(true)) {
      List<Future<Set<String>>> asking = new ArrayList<>();
      for (int c = 0; c < 4; c++) {
        String visitor = "v" + c;
        Callable<Set<String>> client =
            () -> {
              Set<String> met = new HashSet<>();
              while (!done.get()) {
                Answer answer = ask(visitor);
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                met.add(answer.json().get("generation").asText());
                // A vector of one generation among the items of the other finds other categories.
                for (JsonNode item : answer.json().get("items")) {
                  assertThat(item.get("item_id").asText()).startsWith("mugs-");
                }
              }
              return met;
            };
        asking.add(clients.submit(client));
      }
      assertThat(service.post("/v1/models/g2/release", "").status()).isEqualTo(200);
      for (int i = 0; i < 20; i++) {
        shop.visitor("v" + i, "g2", List.of("mugs-00", "mugs-01"));
      }
      await().until(() -> model("g1").get("users").asInt() == 0);
      assertThat(model("g2").get("share").asDouble()).isEqualTo(1);
      await().until(() -> model("g1").get("state").asText().equals("released"));
      done.set(true);
      for (Future<Set<String>> one : asking) {
        assertThat(one.get()).containsExactlyInAnyOrder("g1", "g2");
      }
    }
    shop.visitor("new-here", "g2", List.of("mugs-00"));
    await().until(() -> ask("new-here").json().get("personalised").asBoolean());
    await()
        .untilAsserted(
            () ->
                assertThat(service.get("/prometheus").body())
                    .contains("limpet_users_by_generation{generation=\"g2\"} 21.0")
                    .contains("limpet_answer_seconds_bucket")
                    .containsPattern("limpet_event_to_answer_seconds_count [1-9]")
                    .contains("limpet_reader_lag{topic=\"limpet.user-vectors\"} 0.0")
                    .contains("limpet_stage_seconds_count{stage=\"source:user-vector\"}"));
  }

  @Test
  void whoseVectorIsOfTheOldGenerationIsAnsweredFromItUntilItMoves() {
    assertThat(service.post("/v1/models/g2/release", "").json().get("state").asText())
        .isEqualTo("current");
    assertThat(ask("v1").json().get("generation").asText()).isEqualTo("g1");
    assertThat(ask("nobody").json().get("generation").asText()).isEqualTo("g2");
    shop.visitor("v1", "g2", List.of("mugs-00"));
    await().until(() -> ask("v1").json().get("generation").asText().equals("g2"));
  }

  private static String share(double share) {
    return "{\"share\":" + share + "}";
  }

  /** The generation of an answer, whose items are found with vectors of that generation alone. */
  private String generation(String visitor) {
    Answer answer = ask(visitor);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().get("personalised").asBoolean()).isTrue();
    for (JsonNode item : answer.json().get("items")) {
      assertThat(item.get("item_id").asText()).startsWith("mugs-");
    }
    return answer.json().get("generation").asText();
  }

  @Test
  void aCanaryAnswersItsShareUnderLoadWithoutAFailedOrMixedAnswer() throws Exception {
    Release canary = Release.canary("g2", 0.3, 1);
    List<String> taken = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      (canary.takes("v" + i) ? taken : others).add("v" + i);
    }
    assertThat(taken).isNotEmpty();
    assertThat(others).isNotEmpty();
    var done = new AtomicBoolean();
    try (ExecutorService clients = Executors.newFixedThreadPool(2);
        AutoCloseable ended = () -> done.set(true)) {
      List<Future<Set<String>>> asking = new ArrayList<>();
      for (String visitor : List.of(taken.getFirst(), others.getFirst())) {
        Callable<Set<String>> client =
            () -> {
              Set<String> met = new HashSet<>();
              while (!done.get()) {
                met.add(generation(visitor));
              }
              return met;
            };
        asking.add(clients.submit(client));
      }
      Answer begun = service.post("/v1/models/g2/release", share(0.3));
      assertThat(begun.status()).as(begun.body()).isEqualTo(200);
      assertThat(begun.json().get("state").asText()).isEqualTo("canary");
      assertThat(begun.json().get("canary_share").asDouble()).isEqualTo(0.3);
      // At once, before any of them has a vector of it; and after the streaming job moved some.
      taken.forEach(visitor -> assertThat(generation(visitor)).isEqualTo("g2"));
      others.forEach(visitor -> assertThat(generation(visitor)).isEqualTo("g1"));
      shop.visitor(taken.getFirst(), "g2", List.of("mugs-00", "mugs-01"));
      await().until(() -> model("g2").get("users").asInt() == 1);
      assertThat(generation(taken.getFirst())).isEqualTo("g2");
      assertThat(service.get("/v1/models").json().get("current").asText()).isEqualTo("g1");
      JsonNode status = service.get("/v1/status").json();
      assertThat(status.get("current_generation").asText()).isEqualTo("g1");
      assertThat(status.get("canary_generation").asText()).isEqualTo("g2");
      assertThat(status.get("canary_share").asDouble()).isEqualTo(0.3);

      // Without a share it is completed, for those as well whose vectors are of the old one yet.
      assertThat(service.post("/v1/models/g2/release", "{}").json().get("state").asText())
          .isEqualTo("current");
      assertThat(service.get("/v1/status").json().has("canary_generation")).isFalse();
      shop.visitor(others.getFirst(), "g2", List.of("mugs-00", "mugs-01"));
      await().until(() -> generation(others.getFirst()).equals("g2"));
      done.set(true);
      for (Future<Set<String>> one : asking) {
        assertThat(one.get()).containsExactlyInAnyOrder("g1", "g2");
      }
    }
  }

  @Test
  void aCanaryIsThereAfterARestartAndOverAfterARollback() {
    service.post("/v1/models/g2/release", share(0.3));
    Release canary = Release.canary("g2", 0.3, 1);
    String taken =
        Stream.iterate(0, i -> i + 1)
            .map(i -> "v" + i)
            .filter(canary::takes)
            .findFirst()
            .orElseThrow();
    service.close();
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
    assertThat(generation(taken)).isEqualTo("g2");
    assertThat(model("g2").get("state").asText()).isEqualTo("canary");
    shop.visitor(taken, "g2", List.of("mugs-00"));
    await().until(() -> model("g2").get("users").asInt() == 1);
    assertThat(service.post("/v1/models/g2/rollback", "").json().get("state").asText())
        .isEqualTo("rolled_back");
    assertThat(generation(taken)).isEqualTo("g1");
  }

  @Test
  void howAGenerationLearnedIsToldWhereItIsKnown() {
    Answer told = service.get("/v1/models/g1/learning");
    assertThat(told.status()).as(told.body()).isEqualTo(200);
    assertThat(told.json().get("generation").asText()).isEqualTo("g1");
    assertThat(told.json().get("curves").isEmpty()).as("it was not trained by epochs").isTrue();

    Answer unknown = service.get("/v1/models/g9/learning");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().get("detail").asText()).contains("\"g9\"", "GET /v1/models lists");
  }

  @Test
  void aCanaryThatCannotBeIsRefused() {
    for (String share : List.of("0", "1.5", "-1", "\"0.1\"")) {
      Answer refused = service.post("/v1/models/g2/release", "{\"share\":" + share + "}");
      assertThat(refused.status()).as(refused.body()).isEqualTo(400);
      assertThat(refused.json().get("field").asText()).isEqualTo("share");
    }
    assertThat(service.post("/v1/models/g3/release", share(0.1)).status()).isEqualTo(409);
    assertThat(service.post("/v1/models/g9/release", share(0.1)).status()).isEqualTo(404);
    assertThat(service.post("/v1/models/g1/release", share(0.1)).status()).isEqualTo(409);
    assertThat(service.get("/v1/status").json().has("canary_generation")).isFalse();
  }

  @Test
  void aRollbackBringsTheReleaseBeforeBack() {
    service.post("/v1/models/g2/release", "");
    shop.visitor("v1", "g2", List.of("mugs-00"));
    await().until(() -> ask("v1").json().get("generation").asText().equals("g2"));
    Answer rolledBack = service.post("/v1/models/g2/rollback", "");
    assertThat(rolledBack.json().get("state").asText()).isEqualTo("rolled_back");
    assertThat(service.get("/v1/models").json().get("current").asText()).isEqualTo("g1");
    // Whoever has a vector of the generation that was taken back is encoded anew at once.
    assertThat(ask("v1").json().get("generation").asText()).isEqualTo("g1");
    assertThat(ask("v1").json().at("/items/0/item_id").asText()).startsWith("mugs-");
  }

  @Test
  void aGenerationThatCannotBeUsedIsRefusedAndTheOldOneStays() {
    Answer damaged = service.post("/v1/models/g3/release", "");
    assertThat(damaged.status()).isEqualTo(409);
    assertThat(damaged.json().get("detail").asText()).contains("checksum");
    assertThat(service.post("/v1/models/g9/release", "").status()).isEqualTo(404);
    assertThat(service.post("/v1/models/..%2F..%2Fetc/release", "").status()).isEqualTo(404);
    assertThat(service.post("/v1/models/g1/rollback", "").status()).isEqualTo(409);
    assertThat(service.post("/v1/models/g2/rollback", "").status()).isEqualTo(409);
    // Another program may release it all the same.
    shop.release("g3");
    await().until(() -> model("g3").get("state").asText().equals("refused"));
    assertThat(service.get("/v1/models").json().get("current").asText()).isEqualTo("g1");
    assertThat(ask("v1").json().get("generation").asText()).isEqualTo("g1");
  }

  @Test
  void aGenerationThatWasDeletedIsForgottenWithItsIndex() {
    // Not over HTTP: what this service prepares stays open for a minute.
    shop.release("g2");
    await().until(() -> model("g2").get("state").asText().equals("current"));
    assertThat(model("g1").get("needed").asBoolean()).as("a rollback would need it").isTrue();
    assertThat(model("g3").get("needed").asBoolean()).isFalse();
    assertThat(delete("g2").status()).as("it is there").isEqualTo(409);
    assertThat(delete("g9").status()).isEqualTo(404);
    service.post("/v1/models/g2/rollback", "");
    await().until(() -> !model("g2").get("needed").asBoolean());

    new Registry(folder.resolve("models")).delete("g2");
    assertThat(model("g2").get("state").asText()).isEqualTo("missing");
    assertThat(delete("g2").status()).isEqualTo(204);
    assertThat(service.get("/v1/models").body()).doesNotContain("\"g2\"");
    assertThat(delete("g2").status()).isEqualTo(404);

    // With the next release.
    shop.train("g4", 4);
    assertThat(folder.resolve("indexes/g2")).isDirectory();
    service.post("/v1/models/g4/release", "");
    await().until(() -> !Files.exists(folder.resolve("indexes/g2")));
    assertThat(folder.resolve("indexes/g1")).isDirectory();
  }

  private Answer delete(String generation) {
    return service.send(service.request("/v1/models/" + generation).DELETE());
  }

  private Answer releaseWithoutWaiting(String generation) {
    return service.send(
        service
            .request("/v1/models/" + generation + "/release")
            .header("Prefer", "respond-async")
            .POST(BodyPublishers.noBody()));
  }

  @Test
  void whoDoesNotWaitForAReleaseIsToldOfItsStateUntilItIsCurrent() {
    Answer begun = releaseWithoutWaiting("g2");
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    assertThat(begun.raw().headers().firstValue("Location")).contains("/v1/models");
    await().until(() -> model("g2").get("state").asText().equals("current"));
    await().until(() -> !model("g2").has("under_way") && !model("g2").has("since"));
  }

  @Test
  void whoDoesNotWaitForAReleaseFindsWhyItWasRefused() {
    assertThat(releaseWithoutWaiting("g3").status()).isEqualTo(202);
    await().until(() -> model("g3").get("state").asText().equals("refused"));
    assertThat(model("g3").get("detail").asText()).contains("checksum");
    assertThat(model("g3").has("under_way")).isFalse();
    assertThat(service.get("/v1/models").json().get("current").asText()).isEqualTo("g1");
  }

  @Test
  void tellsWhatVisitorsWillDoByTheGenerationInUse() {
    long now = System.currentTimeMillis();
    BROKER.send(Topics.USER_FEATURES, "ann", bought("ann", now - Duration.ofDays(7).toMillis()));
    BROKER.send(Topics.USER_FEATURES, "bob", bought("bob", now));
    Answer without = service.get("/v1/users/ann/predictions");
    assertThat(without.status()).isEqualTo(409);
    assertThat(without.json().get("detail").asText())
        .contains("generation g1 does not predict", "`limpet train --predictions on`");

    shop.trainPredicting("g4");
    assertThat(service.post("/v1/models/g4/release", "").status()).isEqualTo(200);
    await().until(() -> service.get("/v1/users/bob/predictions").json().get("known").asBoolean());

    JsonNode ann = service.get("/v1/users/ann/predictions").json();
    assertThat(ann.get("generation").asText()).isEqualTo("g4");
    assertThat(ann.get("as_of").asText()).isGreaterThan(Instant.ofEpochMilli(now).toString());
    double back = Outputs.sigmoid(2 - Math.log(8));
    assertThat(ann.get("return_probability").asDouble()).isCloseTo(back, within(1e-3));
    assertThat(ann.get("churn_probability").asDouble()).isCloseTo(1 - back, within(1e-3));
    assertThat(ann.get("expected_value").asDouble()).isPositive();
    assertThat(ann.get("categories").get(0).get("probability").asDouble()).isBetween(0.0, 1.0);
    assertThat(ann.has("next_action")).isFalse();
    JsonNode bob = service.get("/v1/users/bob/predictions").json();
    assertThat(bob.get("next_action").get("view").asDouble())
        .isCloseTo(Math.exp(2) / (Math.exp(2) + 3), within(1e-3));
    JsonNode nobody = service.get("/v1/users/nobody/predictions").json();
    assertThat(nobody.get("known").asBoolean()).isFalse();
    assertThat(nobody.has("return_probability")).isFalse();
    assertThat(service.get("/v1/users/%20/predictions").status()).isEqualTo(400);

    // A week later, by the clock that it is given.
    service.close();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(7));
    service = RunningService.start(BROKER.bootstrapServers(), folder, null, later).ready();
    JsonNode then = service.get("/v1/users/bob/predictions").json();
    assertThat(then.get("return_probability").asDouble()).isCloseTo(back, within(1e-3));
    assertThat(then.has("next_action")).isFalse();
  }

  private static UserBehaviour bought(String visitor, long at) {
    var act =
        new UserAct(visitor, 1, EventType.PURCHASE, at, 0, 1, 20, 20.0, "mugs", null, at, null);
    return UserBehaviour.empty(visitor).with(act);
  }

  @Test
  void aRestartCatchesUpBeforeItIsReadyAndBuildsNothingAnew() throws IOException {
    service.put("/v1/items/late", "{\"title\":\"Mugs mugs\",\"categories\":[\"Mugs\"]}");
    service.close();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder.resolve("indexes").resolve("g1"))) {
      files = all.filter(file -> file.toString().endsWith(".vec")).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    }
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
    Answer answer = ask("v1");
    assertThat(answer.json().get("generation").asText()).isEqualTo("g1");
    assertThat(answer.json().at("/items/5/item_id").asText()).startsWith("mugs-");
    assertThat(service.get("/v1/items/late").status()).isEqualTo(200);
    assertThat(service.get("/v1/status").json().get("users").asInt()).isEqualTo(20);
    for (Path file : files) {
      assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(1));
    }
  }
}
