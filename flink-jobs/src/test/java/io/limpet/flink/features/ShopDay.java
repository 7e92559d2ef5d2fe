package io.limpet.flink.features;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.identity.SignIns;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.fixtures.SampleEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A made-up day of a shop: visitors who come, are shown lists, look, search, buy and give back, in
 * sessions with and without pauses, and users who sign in on devices, several on each.
 *
 * @param catalogue all items
 * @param events in the order of time
 */
record ShopDay(List<CatalogueItem> catalogue, List<CleanEvent> events) {
  /** How late an event arrives at most. */
  static final Duration LATENESS = Duration.ofMinutes(1);

  private static final int ITEMS = 30;
  private static final int VISITORS = 40;

  /** Partitions of clean events; a visitor's are all in one. */
  private static final int PARTITIONS = 2;

  static ShopDay of(Random random, int count) {
    List<CatalogueItem> catalogue = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      Item item =
          new Item(
              "i" + i,
              "Item " + i,
              null,
              i % 7 == 0 ? List.of() : List.of("c" + i % 5),
              i % 3 == 0 ? null : "b" + i % 4,
              i % 11 == 0 ? null : 1.99 + i,
              "EUR",
              i % 2 == 0 ? i : null,
              null,
              List.of());
      catalogue.add(new CatalogueItem(item, 1, 2));
    }
    List<CleanEvent> events = new ArrayList<>();
    Map<Integer, Deque<Long>> signIns = new HashMap<>();
    long millis = SampleEvents.NOON - Duration.ofHours(12).toMillis();
    for (int i = 0; i < count; i++) {
      millis += random.nextLong(2 * Duration.ofDays(1).toMillis() / count);
      int visitor = 2 * random.nextInt(VISITORS / 2) + i % PARTITIONS;
      boolean isDevice = visitor % 2 == 1;
      Deque<Long> before = signIns.computeIfAbsent(visitor, of -> new ArrayDeque<>());
      if (isDevice && random.nextInt(15) == 0 && maySignIn(before, millis)) {
        before.add(millis);
        int user = 2 * random.nextInt(VISITORS / 2);
        events.add(
            clean(random, i, SampleEvents.identify("e" + i, "a" + visitor, "v" + user, millis)));
      } else {
        events.add(clean(random, i, event(random, i, visitor, millis)));
      }
    }
    return new ShopDay(catalogue, events);
  }

  /**
   * Sign-ins of a device come in their order, since they are later than each other by more than
   * they are late, and there are fewer than are kept: what waits for a listing may come last of
   * all.
   */
  private static boolean maySignIn(Deque<Long> before, long millis) {
    return before.size() < SignIns.KEPT - 1
        && (before.isEmpty() || millis - before.getLast() > 2 * LATENESS.toMillis());
  }

  private static Event event(Random random, int number, int visitor, long millis) {
    EventType type = EventType.ofCode(random.nextInt(EventType.OF_ITEMS));
    type = random.nextInt(3) == 0 ? EventType.VIEW_ITEM : type;
    List<LineItem> lines = new ArrayList<>();
    int items = type.needsItems() ? 1 + random.nextInt(4) : 0;
    for (int i = 0; i < items; i++) {
      lines.add(
          new LineItem(
              "i" + random.nextInt(ITEMS),
              1 + random.nextInt(3),
              maybe(random, 1 + random.nextInt(5_000) / 100.0),
              maybe(random, random.nextInt(40))));
    }
    return new Event(
        "e" + number,
        type,
        visitor % 2 == 0 ? "v" + visitor : null,
        "a" + visitor,
        null,
        millis,
        lines,
        maybe(random, random.nextInt(9_000) / 100.0),
        "EUR",
        null,
        null,
        Map.of());
  }

  /**
   * Sessions are by the shop's own id, which may go on after a pause and after a sign-in; two at a
   * time, and no more in all than are kept.
   */
  private static CleanEvent clean(Random random, int number, Event event) {
    long millis = event.timestampMillis();
    String session = random.nextInt(2) + "-" + millis / Duration.ofHours(8).toMillis();
    long received = millis + random.nextLong(LATENESS.toMillis() - 1);
    return new CleanEvent(event, session, received, number % PARTITIONS, number);
  }

  /** How often somebody signs in. */
  long signIns() {
    return events.stream().filter(of -> of.event().type() == EventType.IDENTIFY).count();
  }

  private static <T> @Nullable T maybe(Random random, T value) {
    return random.nextBoolean() ? value : null;
  }

  /**
   * The events as they arrive, each late by less than {@link #LATENESS}: first those of one
   * partition, then as many of another.
   */
  List<CleanEvent> arriving() {
    List<CleanEvent> arriving = new ArrayList<>(events);
    arriving.sort(
        Comparator.comparingInt(CleanEvent::originPartition)
            .thenComparing(CleanEvent::receivedMillis));
    // Offsets are as the cleaning job gave them.
    for (int i = 0; i < arriving.size(); i++) {
      CleanEvent clean = arriving.get(i);
      arriving.set(
          i,
          new CleanEvent(
              clean.event(),
              clean.sessionId(),
              clean.receivedMillis(),
              clean.originPartition(),
              i));
    }
    return arriving;
  }
}
