package io.limpet.system.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.topic.Topics;
import io.limpet.standalone.stack.Stack;
import io.limpet.system.shop.SharedStack;
import io.limpet.system.shop.Shop;
import io.limpet.system.shop.TopicContents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A shopper, a crawler that says so, a scraper that does not, and an order of nobody's in one
 * stack: what is learned knows the shopper alone, until an operator lets the others in.
 */
@ExtendWith(SharedStack.class)
class QuarantineIT {
  private static final String MUG = "quarantine-mug";
  private static final String CRAWLER = "quarantine-crawler";
  private static final String SCRAPER = "quarantine-scraper";
  private static final String BULK = "quarantine-bulk";
  private static final String ANN = "quarantine-ann";
  private static final int SCRAPED = 200;
  private static final String SINCE = "2026-01-01T00:00:00Z";

  @Test
  void learnsFromShoppersAloneUntilTheOthersAreReleased(Stack stack) {
    long now = System.currentTimeMillis();
    var random = new Random(1);
    try (Shop shop = new Shop(stack.http())) {
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        events.add(event(CRAWLER, EventType.VIEW_ITEM, now - i, MUG, 1, "Googlebot/2.1"));
      }
      events.add(event(BULK, EventType.PURCHASE, now, MUG, 20_000, ""));
      for (int i = 0; i < SCRAPED; i++) {
        // Ten minutes ago and fifteen pages a second, whenever they arrive.
        long at = now - 600_000 + i * 66L + random.nextInt(60);
        events.add(event(SCRAPER, EventType.VIEW_ITEM, at, "quarantine-item-" + i, 1, ""));
      }
      for (int i = 0; i < 3; i++) {
        events.add(event(ANN, EventType.VIEW_ITEM, now - i, MUG, 1, ""));
      }
      events.add(event(ANN, EventType.PURCHASE, now, MUG, 2, ""));
      shop.report(events);

      await(() -> assertThat(rejected(shop, CRAWLER)).containsOnly(Map.entry("bot_declared", 20L)));
      await(
          () ->
              assertThat(rejected(shop, BULK)).containsOnly(Map.entry("impossible_purchase", 1L)));
      await(() -> assertThat(rejected(shop, SCRAPER).get("bot_rate")).isGreaterThan(SCRAPED / 2));
      await(() -> assertThat(signals(stack).count(EventType.VIEW_ITEM)).isEqualTo(3));
      assertThat(signals(stack).units()).isEqualTo(2);
      JsonNode newest =
          shop.get("/v1/events/rejected?reason=impossible_purchase&limit=1&visitor=" + BULK)
              .get("events")
              .get(0);
      assertThat(newest.get("message").asText()).contains("20000", "purchase-pieces");

      for (String visitor : List.of(CRAWLER, BULK, SCRAPER)) {
        release(shop, visitor);
      }
      await(() -> assertThat(signals(stack).units()).isEqualTo(20_002));
      await(() -> assertThat(signals(stack).count(EventType.VIEW_ITEM)).isEqualTo(23));
      await(() -> assertThat(eventsOf(shop, SCRAPER)).isEqualTo(SCRAPED));

      // Once more changes nothing: what comes behind it is all that is counted.
      for (String visitor : List.of(CRAWLER, BULK, SCRAPER)) {
        release(shop, visitor);
        shop.report(event(visitor, EventType.VIEW_ITEM, now + 1, MUG, 1, ""));
      }
      await(() -> assertThat(signals(stack).count(EventType.VIEW_ITEM)).isEqualTo(26));
      assertThat(signals(stack).units()).isEqualTo(20_002);
      assertThat(eventsOf(shop, SCRAPER)).isEqualTo(SCRAPED + 1);
    }
  }

  private static void release(Shop shop, String visitor) {
    shop.post(
        "/v1/events/rejected/replay", "{\"visitor\":\"%s\",\"release\":true}".formatted(visitor));
  }

  private static Map<String, Long> rejected(Shop shop, String visitor) {
    Map<String, Long> counts = new HashMap<>();
    shop.get("/v1/events/rejected/reasons?since=" + SINCE + "&visitor=" + visitor)
        .get("reasons")
        .forEach(one -> counts.put(one.get("reason").asText(), one.get("events").asLong()));
    return counts;
  }

  private static int eventsOf(Shop shop, String user) {
    return shop.user(user).path("events").asInt();
  }

  /** What is known of the mug. */
  private static ItemSignals signals(Stack stack) {
    return TopicContents.latest(stack.bootstrapServers(), Topics.ITEM_SIGNALS)
        .getOrDefault(MUG, ItemSignals.empty(MUG));
  }

  private static void await(ThrowingRunnable until) {
    Awaitility.await().atMost(Duration.ofSeconds(120)).untilAsserted(until);
  }

  private static Event event(
      String user, EventType type, long millis, String item, int pieces, String agent) {
    return new Event(
        UUID.randomUUID().toString(),
        type,
        user,
        null,
        null,
        millis,
        List.of(new LineItem(item, pieces, 2.5, null)),
        null,
        null,
        null,
        null,
        agent.isEmpty() ? Map.of() : Map.of("user_agent", agent));
  }
}
