package io.limpet.search.http;

import static io.limpet.search.http.EventsIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.EventType;
import io.limpet.core.feature.Companions;
import io.limpet.core.feature.ItemAct;
import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.Listing;
import io.limpet.core.feature.PositionCurve;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.topic.Topics;
import io.limpet.core.vector.UserVector;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;

  @BeforeAll
  static void start() {
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void anItemThatWasPutIsFoundAtOnce() {
    String item =
        """
        {"title":"Red mug","categories":["Kitchen","Mugs"],"price":3.5,"currency":"GBP",
         "stock":4,"attributes":{"colour":"red"}}\
        """;
    assertThat(service.put("/v1/items/mug", item).status()).isEqualTo(201);
    assertThat(service.put("/v1/items/mug", item).status()).isEqualTo(200);
    Answer found = service.get("/v1/items/mug");
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.json().get("title").asText()).isEqualTo("Red mug");
    assertThat(found.json().get("attributes").get(0).asText()).isEqualTo("colour=red");
    assertThat(service.get("/v1/categories").body()).contains("{\"name\":\"Mugs\",\"count\":1}");
  }

  @Test
  void aPatchChangesWhatItNamesAndRemovesWhatIsNull() {
    service.put("/v1/items/patched", "{\"title\":\"A\",\"price\":1,\"brand\":\"b\"}");
    Answer patched =
        service.send(
            "PATCH",
            "/v1/items/patched",
            "application/merge-patch+json",
            "{\"price\":2,\"brand\":null}");
    assertThat(patched.status()).isEqualTo(200);
    Answer found = service.get("/v1/items/patched");
    assertThat(found.json().get("title").asText()).isEqualTo("A");
    assertThat(found.json().get("price").asDouble()).isEqualTo(2);
    assertThat(found.json().has("brand")).isFalse();
  }

  @Test
  void aDeletedItemIsGone() {
    service.put("/v1/items/gone", "{\"title\":\"A\"}");
    assertThat(service.send(service.request("/v1/items/gone").DELETE()).status()).isEqualTo(204);
    assertProblem(service.get("/v1/items/gone"), 404);
    assertProblem(service.send(service.request("/v1/items/gone").DELETE()), 404);
  }

  @Test
  void aBulkFileWithOneBadRowLosesOnlyThatRow() {
    Answer answer =
        service.send(
            "POST",
            "/v1/items",
            "application/x-ndjson",
            """
            {"item_id":"bulk-1","title":"One"}
            {"item_id":"bulk-2","price":"dear"}
            {"item_id":"bulk-3","title":"Three"}
            """);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("accepted").asInt()).isEqualTo(2);
    assertThat(answer.json().get("rejected").get(0).get("index").asInt()).isEqualTo(1);
    assertThat(answer.json().get("rejected").get(0).get("field").asText()).isEqualTo("price");
    assertThat(service.get("/v1/items/bulk-3").status()).isEqualTo(200);
    assertProblem(service.get("/v1/items/bulk-2"), 404);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "malformed JSON||{\"title\":",
        "wrong type|title|{\"title\":1}",
        "negative price|price|{\"price\":-1}",
        "NaN price|price|{\"price\":NaN}",
        "another id|item_id|{\"item_id\":\"other\"}",
        "fractional stock|stock|{\"stock\":1.5}",
        "no object||[1]",
      })
  void aBadItemIsAProblemThatNamesTheField(String what, String field, String body) {
    Answer answer = service.put("/v1/items/bad", body);
    assertProblem(answer, 400);
    assertThat(answer.json().path("field").asText(null)).isEqualTo(field);
    assertProblem(service.get("/v1/items/bad"), 404);
  }

  @Test
  void aBadPatchChangesNothing() {
    service.put("/v1/items/kept", "{\"title\":\"A\",\"price\":1}");
    for (String patch : List.of("{\"price\":-1}", "{\"price\":", "[]", "{\"item_id\":\"x\"}")) {
      assertProblem(service.send("PATCH", "/v1/items/kept", "application/json", patch), 400);
    }
    assertThat(service.get("/v1/items/kept").json().get("price").asDouble()).isEqualTo(1);
  }

  @Test
  void anIdOfTenThousandCharactersOrOfBlanksIsRefused() {
    assertProblem(service.get("/v1/items/" + "x".repeat(3_000)), 400);
    assertProblem(service.get("/v1/items/%20"), 400);
    assertProblem(service.get("/v1/items/%00"), 400);
    Answer tooLong = service.get("/v1/items/" + "x".repeat(10_000));
    assertProblem(tooLong, 414);
    // The server closes the connection; a client that does not know sends its next request into it.
    assertThat(tooLong.raw().headers().firstValue("Connection")).contains("close");
  }

  @Test
  void aVisitorsHistoryIsShownAndFollowed() throws IOException, InterruptedException {
    service.put("/v1/items/seen", "{\"title\":\"Seen thing\"}");
    var profile =
        new UserProfile(
            List.of(new RecentItem("seen", EventType.VIEW_ITEM, 1_700_000_000_000L)),
            List.of("seen"),
            Map.of("Kitchen", 1f),
            3,
            1_600_000_000_000L,
            1_700_000_000_000L);
    try (BufferedReader lines = follow("follow-me")) {
      assertThat(lines.readLine()).contains("ping");
      BROKER.send(
          Topics.USER_VECTORS,
          "follow-me",
          new UserVector("follow-me", "", new float[0], profile, 1_700_000_000_001L, "e-1"));
      assertThat(lineWith("e-1", lines))
          .contains("\"version\":1700000000001")
          .contains("\"millis\":");
    }
    // Who listens only now is told where the vector stands.
    try (BufferedReader lines = follow("follow-me")) {
      assertThat(lineWith("e-1", lines)).contains("\"version\":1700000000001");
    }
    Answer user = service.get("/v1/users/follow-me");
    assertThat(user.json().get("recent").get(0).get("title").asText()).isEqualTo("Seen thing");
    assertThat(user.json().get("events").asInt()).isEqualTo(3);
    assertThat(service.get("/v1/users?prefix=follow").json().get("total").asInt()).isOne();
  }

  private static BufferedReader follow(String visitor) throws IOException, InterruptedException {
    var response =
        service
            .client()
            .send(
                service.request("/v1/users/" + visitor + "/updates").build(),
                BodyHandlers.ofInputStream());
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static @Nullable String lineWith(String part, BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.contains(part)) {
      line = lines.readLine();
    }
    return line;
  }

  @Test
  void anUnknownVisitorIsKnownAsUnknown() {
    Answer user = service.get("/v1/users/nobody");
    assertThat(user.status()).isEqualTo(200);
    assertThat(user.json().get("known").asBoolean()).isFalse();
  }

  @Test
  void tellsFeaturesAsOfNow() {
    long now = System.currentTimeMillis();
    UserBehaviour user = UserBehaviour.empty("buyer");
    ItemBehaviour item = ItemBehaviour.empty("tea").with(new Listing("Tea", null, 2.5, 7, now));
    for (EventType type : List.of(EventType.VIEW_ITEM, EventType.PURCHASE)) {
      var act = new ItemAct("tea", "buyer", 1, type, now, 0, 2, null, null, null, now);
      item = item.with(act, PositionCurve.STANDARD);
      user = user.with(UserAct.of(act, item.listing()));
    }
    item = item.with(new Companions("tea", List.of("cup"), Companions.Kind.BOUGHT, now));
    BROKER.send(Topics.USER_FEATURES, "buyer", user);
    BROKER.send(Topics.ITEM_FEATURES, "tea", item);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> service.get("/v1/users/buyer/features").json().get("known").asBoolean());
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> service.get("/v1/items/tea/features").json().get("known").asBoolean());

    JsonNode buyer = service.get("/v1/users/buyer/features").json();
    assertThat(buyer.get("features").get("spend_7d").asDouble()).isEqualTo(5);
    assertThat(buyer.get("features").get("orders_ever").asInt()).isOne();
    assertThat(buyer.get("features").has("days_since_cart")).isFalse();
    assertThat(buyer.get("categories").get(0).get("name").asText()).isEqualTo("Tea");
    assertThat(buyer.get("sessions").get(0).get("events").asInt()).isEqualTo(2);
    JsonNode tea = service.get("/v1/items/tea/features").json();
    assertThat(tea.get("features").get("units_24h").asInt()).isEqualTo(2);
    assertThat(tea.get("features").get("stock").asInt()).isEqualTo(7);
    assertThat(tea.get("bought_together").get(0).get("item_id").asText()).isEqualTo("cup");

    BROKER.send(Topics.USER_FEATURES, "buyer", null);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !service.get("/v1/users/buyer/features").json().get("known").asBoolean());
    assertThat(service.get("/v1/users/nobody/features").json().get("version").asInt()).isZero();
    assertProblem(service.get("/v1/users/%20/features"), 400);
    Answer unpredicted = service.get("/v1/users/nobody/predictions");
    assertProblem(unpredicted, 409);
    assertThat(unpredicted.body()).contains("no generation is in use; train one");
  }

  @Test
  void everyExampleOfTheOpenApiDocumentIsAccepted() {
    String lines = "application/x-ndjson";
    String patch = "application/merge-patch+json";
    assertThat(service.post("/v1/events", Examples.EVENT).status()).isEqualTo(202);
    assertThat(service.post("/v1/events", Examples.EVENTS).json().get("accepted").asInt())
        .isEqualTo(2);
    assertThat(service.put("/v1/items/22423", Examples.ITEM).status()).isEqualTo(201);
    assertThat(service.send("PATCH", "/v1/items/22423", patch, Examples.ITEM_PATCH).status())
        .isEqualTo(200);
    assertThat(
            service
                .send("POST", "/v1/items", lines, Examples.ITEM_LINES)
                .json()
                .get("accepted")
                .asInt())
        .isEqualTo(2);
    for (String request : List.of(Examples.RECOMMENDATIONS, Examples.RECOMMENDATIONS_IN_FULL)) {
      assertThat(service.post("/v1/recommendations", request).status()).isEqualTo(200);
    }
    assertThat(service.post("/v1/search", Examples.SEARCH).status()).isEqualTo(200);
  }

  private static final String FORECAST =
      """
      {"kind":"item","key":"%s","from_millis":1769860800000,"history_weeks":30,"model":"TSB",
       "weeks":[{"expected":7,"quantiles":[0,1,3,5,7,9,11,14,20]}],
       "total":{"expected":7,"quantiles":[0,1,3,5,7,9,11,14,20]},"version":%d}
      """;

  private static String forecast(String key, long version) {
    return FORECAST.replace("\n", "").formatted(key, version);
  }

  @Test
  void anItemWithoutHistoryHasNoForecastAndIsToldWhy() {
    service.put("/v1/items/unsold", "{\"title\":\"New\"}");
    Answer answer = service.get("/v1/items/unsold/forecast");
    assertProblem(answer, 404);
    assertThat(answer.body())
        .contains("there is no forecast of item \\\"unsold\\\": it was not bought");
    assertThat(service.get("/v1/items/nothing/forecast").body()).contains("there is no item");
    assertProblem(service.get("/v1/categories/nothing/forecast"), 404);
    assertProblem(service.get("/v1/stock?service_level=0.9"), 400);
    assertProblem(service.get("/v1/stock?lead_days=0"), 400);
  }

  @Test
  void stockThatWillNotLastRaisesAnAlertUntilThereIsMore() {
    service.put("/v1/items/lamp", "{\"title\":\"Lamp\",\"stock\":100}");
    Answer taken =
        service.send(
            "POST",
            "/v1/forecasts",
            "application/x-ndjson",
            String.join(
                "\n",
                forecast("lamp", 2),
                forecast("lamp", 1),
                forecast("lamp", 3).replace("item", "shelf")));
    assertThat(taken.status()).as(taken.body()).isEqualTo(200);
    assertThat(taken.json().get("accepted").asInt()).isEqualTo(2);
    assertThat(taken.json().get("rejected").get(0).get("message").asText())
        .contains("kind is \"shelf\"; give item or category");

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(service.get("/v1/items/lamp/forecast").status()).isEqualTo(200));
    Answer forecast = service.get("/v1/items/lamp/forecast");
    assertThat(forecast.json().at("/weeks/0/quantiles/0.975").asDouble()).isEqualTo(14);
    assertThat(forecast.json().at("/weeks/0/from").asText()).isEqualTo("2026-01-31T12:00:00Z");
    assertThat(service.get("/v1/alerts").body()).doesNotContain("lamp");

    // Out of stock: no answer shows it from here on, and somebody is told.
    service.send("PATCH", "/v1/items/lamp", "application/json", "{\"stock\":0}");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(service.get("/v1/alerts").body()).contains("lamp"));
    Answer alerts = service.get("/v1/alerts");
    assertThat(alerts.json().at("/alerts/0/kind").asText()).isEqualTo("out_of_stock");
    Answer stock = service.get("/v1/stock?reorder=true&lead_days=7&review_days=7");
    assertThat(stock.json().at("/total").asInt()).isEqualTo(1);
    assertThat(stock.json().at("/items/0/days_of_cover").asDouble()).isZero();
    assertThat(stock.json().at("/items/0/reorder_point").asDouble()).isEqualTo(14);
    assertThat(stock.json().at("/items/0/order").asInt()).isEqualTo(24);

    service.send("PATCH", "/v1/items/lamp", "application/json", "{\"stock\":100}");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(service.get("/v1/alerts").body()).doesNotContain("lamp"));
  }
}
