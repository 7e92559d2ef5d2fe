package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import io.limpet.search.Shop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the sources that learn from others bring, over HTTP. */
class SourcesIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;
  private static final long NOW = System.currentTimeMillis();
  private static final long DAY = 86_400_000L;

  @BeforeAll
  static void start() {
    Shop shop =
        new Shop(BROKER, folder)
            .stock()
            .train("g1", 1)
            .visitor("alice", "g1", List.of("mugs-00", "mugs-01"))
            .visitor("twin", "g1", List.of("mugs-00", "mugs-01", "toys-09"))
            .history("drinker", act(EventType.PURCHASE, "bags-05", 30))
            .history("owner", act(EventType.PURCHASE, "bags-06", 300))
            .release("g1");
    for (int i = 0; i < 5; i++) {
      shop.history(
          "couple" + i,
          act(EventType.PURCHASE, "toys-01", 3),
          act(EventType.PURCHASE, "garden-02", 3),
          act(EventType.VIEW_ITEM, "toys-01", 1),
          act(EventType.VIEW_ITEM, "candles-03", 1));
      shop.history(
          "regular" + i,
          act(EventType.PURCHASE, "bags-05", 90),
          act(EventType.PURCHASE, "bags-05", 60),
          act(EventType.PURCHASE, "bags-05", 30));
    }
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
    for (String source : Sources.NAMES) {
      only.add(
          "\"only-%s\": {\"sources\": {\"%s\": {\"quota\": 20}}, \"weights\": {\"relevance\": 1},"
                  .formatted(source, source)
              + " \"filters\": {\"bought\": {}, \"impressed\": {\"times\": 2}}}");
    }
    Answer put = service.put("/v1/surfaces", "{" + String.join(",", only) + "}");
    assertThat(put.status()).as(put.body()).isEqualTo(200);
  }

  private static final List<String> only = new ArrayList<>();

  private static RecentItem act(EventType type, String item, int daysAgo) {
    return new RecentItem(item, type, NOW - daysAgo * DAY);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static List<String> ask(String source, String fields) {
    Answer answer =
        service.post(
            "/v1/recommendations",
            "{\"surface\":\"only-%s\",%s,\"limit\":20}".formatted(source, fields));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    for (JsonNode item : answer.json().get("items")) {
      assertThat(item.get("sources").toString()).isEqualTo("[\"" + source + "\"]");
      ids.add(item.get("item_id").asText());
    }
    return ids;
  }

  @Test
  void whatGoesTogetherIsFoundForAProductAndForAHistory() {
    assertThat(ask("co-visited", "\"item_id\":\"toys-01\""))
        .containsExactlyInAnyOrder("candles-03", "garden-02");
    assertThat(ask("bought-together", "\"item_id\":\"toys-01\"")).containsExactly("garden-02");
    assertThat(ask("bought-together", "\"history\":[{\"item_id\":\"garden-02\"}]"))
        .containsExactly("toys-01");
    assertThat(ask("co-visited", "\"item_id\":\"toys-11\"")).isEmpty();
  }

  @Test
  void whatVisitorsLikeOneTookIsFound() {
    assertThat(ask("similar-users", "\"user_id\":\"alice\"")).contains("toys-09");
  }

  @Test
  void whatIsUsedUpComesBackAtItsIntervalAndWhatLastsDoesNot() {
    assertThat(ask("repurchase", "\"user_id\":\"drinker\"")).containsExactly("bags-05");
    assertThat(ask("repurchase", "\"user_id\":\"owner\"")).isEmpty();
    assertThat(ask("popular", "\"user_id\":\"owner\",\"filter\":\"item_id = \\\"bags-06\\\"\""))
        .isEmpty();
  }

  @Test
  void whatSaysTheSameOfItselfIsFound() {
    assertThat(ask("content-similar", "\"item_id\":\"toys-01\"")).isNotEmpty();
  }

  @Test
  void whatLeadsInTheCategoriesOfAVisitorIsFound() {
    for (String item : List.of("toys-08", "garden-09", "bags-10")) {
      BROKER.send(
          Topics.ITEM_SIGNALS,
          item,
          ItemSignals.empty(item).with(EventType.ADD_TO_CART, 1, NOW - DAY / 24));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () ->
                assertThat(ask("own-categories", "\"user_id\":\"couple0\""))
                    .containsExactlyInAnyOrder("toys-08", "garden-09"));
    assertThat(ask("own-categories", "\"user_id\":\"nobody\"")).isEmpty();
  }

  private static void send(
      EventType type,
      String recommendation,
      Map<String, String> properties,
      String visitor,
      String... items) {
    String id = "e" + System.nanoTime();
    var event =
        new Event(
            id,
            type,
            visitor,
            null,
            null,
            NOW,
            java.util.Arrays.stream(items).map(LineItem::of).toList(),
            null,
            null,
            null,
            recommendation,
            properties);
    BROKER.send(
        Topics.EVENTS_CLEAN, visitor, new CleanEvent(event, "s", NOW, 0, System.nanoTime()));
  }

  @Test
  void aRegionShowsWhatIsWantedThere() {
    send(EventType.PURCHASE, null, Map.of("region", "DE"), "x", "mugs-07");
    send(EventType.PURCHASE, null, Map.of("region", "FR"), "x", "toys-07");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> assertThat(ask("trending-here", "\"region\":\"DE\"")).containsExactly("mugs-07"));
    assertThat(ask("trending-here", "\"region\":\"FR\",\"category\":\"Mugs\"")).isEmpty();
  }

  @Test
  void whatWasShownTooOftenGoesAndOneAnswerCountsOnce() {
    String asked =
        "\"user_id\":\"looker\",\"filter\":\"item_id in (\\\"mugs-01\\\", \\\"mugs-02\\\")\"";
    IntStream.range(0, 5)
        .forEach(
            i -> send(EventType.VIEW_ITEM_LIST, "r-1", Map.of(), "looker", "mugs-01", "mugs-02"));
    send(EventType.VIEW_ITEM_LIST, "r-2", Map.of(), "looker", "mugs-01");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(ask("popular", asked)).containsExactly("mugs-02"));
  }

  @Test
  void anEmptyAnswerSaysWhichFilterTookHowMany() {
    Answer answer =
        service.post(
            "/v1/recommendations",
            "{\"user_id\":\"alice\",\"filter\":\"price > 100000\",\"exclude\":[\"mugs-00\"]}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("items")).isEmpty();
    JsonNode left = answer.json().get("nothing_left");
    assertThat(left.get("exclude").asInt()).isEqualTo(1);
    int sum = 0;
    for (JsonNode count : left) {
      sum += count.asInt();
    }
    assertThat(sum).isEqualTo(service.get("/v1/status").json().get("catalogue_size").asInt());
    assertThat(left.get("filter").asInt()).isGreaterThan(100);
  }

  @Test
  void tenThousandExcludedIdsAreNoTrouble() {
    StringBuilder ids = new StringBuilder("\"mugs-00\"");
    IntStream.range(1, 10_000).forEach(i -> ids.append(",\"none-").append(i).append('"'));
    Answer answer =
        service.post("/v1/recommendations", "{\"user_id\":\"alice\",\"exclude\":[" + ids + "]}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("items")).hasSize(10);
    assertThat(
            service
                .post("/v1/recommendations", "{\"exclude\":[" + ids + ",\"one more\"]}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void aHiddenItemIsGoneAndOneForElsewhereIsNotOffered() {
    service.put(
        "/v1/items/secret",
        "{\"title\":\"x\",\"brand\":\"Secret\",\"attributes\":{\"hidden\":true}}");
    service.put(
        "/v1/items/french",
        "{\"title\":\"x\",\"brand\":\"Secret\",\"attributes\":{\"region\":[\"FR\"]}}");
    String filter = "\"filter\":\"brand = \\\"Secret\\\"\"";
    assertThat(ask("popular", filter)).containsExactly("french");
    assertThat(ask("popular", filter + ",\"region\":\"FR\"")).containsExactly("french");
    assertThat(ask("popular", filter + ",\"region\":\"DE\"")).isEmpty();
  }
}
