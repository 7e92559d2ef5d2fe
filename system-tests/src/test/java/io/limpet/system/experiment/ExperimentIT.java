package io.limpet.system.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.generation.Registry;
import io.limpet.fixtures.SampleItems;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.standalone.stack.Stack;
import io.limpet.system.load.LoadClient;
import io.limpet.system.shop.SharedStack;
import io.limpet.system.shop.Shop;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An experiment over HTTP with a real stack: three arms, one of them a generation, visitors who ask
 * and act, some of whom sign in meanwhile. What the live result counts is what a recount of the
 * answers and of what was sent counts.
 */
@ExtendWith(SharedStack.class)
class ExperimentIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ID = "experiment-it";
  private static final String GENERATION = "experiment-it-next";
  private static final int VISITORS = 60;
  private static final String EXPERIMENT =
      """
      {"surfaces": ["email"], "metric": "conversion", "guardrails": ["revenue"],
       "minimum_effect": 0.1, "end": "2999-01-01T00:00:00Z",
       "arms": [{"name": "control"},
                {"name": "garden", "surface": {"filter": "category = \\"Garden\\""}},
                {"name": "next", "generation": "experiment-it-next"}]}\
      """;

  /** What was sent and answered, by arm and what the result calls it. */
  private final Map<String, Map<String, Double>> recount = new TreeMap<>();

  @Test
  void countsWhatVisitorsOfEachArmGotAndDid(Stack stack) {
    TinyGeneration.write(new Registry(stack.data().models()), GENERATION, 3);
    try (Shop shop = new Shop(stack.http())) {
      shop.put(SampleItems.all());
      Awaitility.await("the catalogue is taken in")
          .atMost(PATIENCE)
          .until(() -> !ask(shop, null, "experiment-it-nobody").get("items").isEmpty());
      assertThat(send(shop, "PUT", "", EXPERIMENT).status()).isEqualTo(200);
      assertThat(send(shop, "POST", "/start", "").status()).isEqualTo(200);
      Awaitility.await("the generation of an arm is open")
          .atMost(PATIENCE)
          .until(() -> !shop.get("/v1/experiments/" + ID).has("problem"));

      List<String> arms = new ArrayList<>();
      for (int i = 0; i < VISITORS; i++) {
        arms.add(visit(shop, i));
      }
      assertThat(recount).containsOnlyKeys("control", "garden", "next");
      isRecounted(shop);

      Awaitility.await("the service has read whose unit each user shares")
          .atMost(PATIENCE)
          .until(() -> shop.metrics().contains("limpet_reader_lag{topic=\"limpet.units\"} 0.0"));
      // Whoever has signed in keeps the arm on every device, and counts as the same visitor.
      for (int i = 0; i < VISITORS; i += 12) {
        assertThat(arm(ask(shop, user(i), "experiment-it-other-" + i))).isEqualTo(arms.get(i));
        count(arms.get(i), "answers", 1);
        buy(shop, user(i), null, arms.get(i), 3.25);
      }
      isRecounted(shop);
      JsonNode results = shop.get("/v1/experiments/" + ID + "/results");
      assertThat(results.get("visitors").asInt()).isEqualTo(VISITORS);
      assertThat(results.get("crossed").asInt()).isZero();
      JsonNode control = results.at("/arms/0");
      assertThat(control.at("/metrics/0/value").asDouble())
          .isEqualTo(control.at("/counted/converted").asDouble() / control.get("visitors").asInt());

      assertThat(send(shop, "POST", "/stop", "").status()).isEqualTo(200);
      assertThat(ask(shop, null, device(0)).has("variant")).isFalse();
      JsonNode stopped = shop.get("/v1/experiments/" + ID + "/results");
      assertThat(stopped.get("state").asText()).isEqualTo("stopped");
      assertThat(counted(shop)).isEqualTo(recount);
    }
  }

  private void isRecounted(Shop shop) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Map<String, Map<String, Double>> counted = counted(shop);
              recount.forEach((arm, of) -> assertThat(counted.get(arm)).as(arm).isEqualTo(of));
            });
  }

  /** Every second clicks, every third signs in and asks again, every fourth buys. */
  private String visit(Shop shop, int i) {
    JsonNode answer = ask(shop, null, device(i));
    String arm = arm(answer);
    count(arm, "visitors", 1);
    count(arm, "answers", 1);
    if (arm.equals("next")) {
      assertThat(answer.get("generation").asText()).isEqualTo(GENERATION);
    }
    assertThat(answer.get("items").findValuesAsText("item_id")).isNotEmpty();
    if (arm.equals("garden")) {
      assertThat(answer.get("items").findValuesAsText("item_id"))
          .allMatch(id -> id.startsWith("garden-"));
    }
    if (i % 2 == 0) {
      report(shop, EventType.SELECT_ITEM, null, device(i), answer, null);
      count(arm, "clicks", 1);
    }
    String user = i % 3 == 0 ? user(i) : null;
    if (user != null) {
      report(shop, EventType.IDENTIFY, user, device(i), null, null);
      assertThat(arm(ask(shop, user, device(i)))).isEqualTo(arm);
      count(arm, "answers", 1);
      report(shop, EventType.ADD_TO_CART, user, device(i), null, null);
      count(arm, "carts", 1);
    }
    if (i % 4 == 0) {
      buy(shop, user, device(i), arm, 2 + i / 4.0);
      count(arm, "converted", 1);
    }
    if (i % 8 == 0) {
      report(shop, EventType.REFUND, user, device(i), null, 1.5);
      count(arm, "revenue", -1.5);
    }
    return arm;
  }

  private void buy(
      Shop shop, @Nullable String user, @Nullable String device, String arm, double value) {
    report(shop, EventType.PURCHASE, user, device, null, value);
    count(arm, "purchases", 1);
    count(arm, "revenue", value);
  }

  private void count(String arm, String what, double by) {
    recount
        .computeIfAbsent(
            arm,
            name ->
                new TreeMap<>(
                    Map.of(
                        "visitors",
                        0.0,
                        "answers",
                        0.0,
                        "clicks",
                        0.0,
                        "carts",
                        0.0,
                        "purchases",
                        0.0,
                        "converted",
                        0.0,
                        "revenue",
                        0.0)))
        .merge(what, by, Double::sum);
  }

  /** The same as the service tells it. */
  private static Map<String, Map<String, Double>> counted(Shop shop) {
    Map<String, Map<String, Double>> counted = new TreeMap<>();
    for (JsonNode arm : shop.get("/v1/experiments/" + ID + "/results").get("arms")) {
      Map<String, Double> of = new TreeMap<>();
      of.put("visitors", arm.get("visitors").asDouble());
      arm.get("counted")
          .properties()
          .forEach(one -> of.put(one.getKey(), one.getValue().asDouble()));
      // Where a session ends is the business of another job; nobody came back on another day.
      of.remove("sessions");
      of.remove("returned");
      counted.put(arm.get("arm").asText(), of);
    }
    return counted;
  }

  private static String device(int i) {
    return "experiment-it-" + i;
  }

  private static String user(int i) {
    return "experiment-it-user-" + i;
  }

  private static String arm(JsonNode answer) {
    assertThat(answer.at("/variant/experiment").asText()).isEqualTo(ID);
    return answer.at("/variant/arm").asText();
  }

  private static JsonNode ask(Shop shop, @Nullable String user, String device) {
    return shop.post(
        "/v1/recommendations",
        "{%s\"anonymous_id\":\"%s\",\"surface\":\"email\",\"limit\":5}"
            .formatted(user == null ? "" : "\"user_id\":\"" + user + "\",", device));
  }

  private static LoadClient.Answer send(Shop shop, String method, String path, String body) {
    return shop.client()
        .send(method, "/v1/experiments/" + ID + path, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void report(
      Shop shop,
      EventType type,
      @Nullable String user,
      @Nullable String device,
      @Nullable JsonNode answer,
      @Nullable Double value) {
    List<LineItem> items =
        type == EventType.IDENTIFY
            ? List.of()
            : List.of(new LineItem(SampleItems.id("Garden", 1), 1, 2.5, null));
    shop.report(
        new Event(
            UUID.randomUUID().toString(),
            type,
            user,
            device,
            null,
            System.currentTimeMillis(),
            items,
            value,
            value == null ? null : "GBP",
            null,
            answer == null ? null : answer.get("recommendation_id").asText(),
            Map.of()));
  }
}
