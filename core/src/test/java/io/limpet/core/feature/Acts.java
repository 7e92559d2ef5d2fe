package io.limpet.core.feature;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small shop with a lot going on, every kind of event and every optional part of it. */
final class Acts {
  static final long BEGIN = 1_769_817_600_000L;
  static final long DAY = Duration.ofDays(1).toMillis();
  static final Duration GAP = Duration.ofMinutes(30);

  private final Random random;
  private long offset;

  Acts(Random random) {
    this.random = random;
  }

  /** What the catalogue says. */
  static Listing listing(String itemId) {
    int number = Integer.parseInt(itemId.substring(1));
    return number == 0
        ? Listing.NONE
        : new Listing("c" + number % 3, number % 2 == 0 ? null : "b" + number, 2.5 * number, 7, 1);
  }

  /** So many events within some days, of four visitors with eight items, in any order. */
  List<CleanEvent> events(int count, int days) {
    List<CleanEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(event(BEGIN + random.nextLong(days * DAY)));
    }
    return events;
  }

  private CleanEvent event(long millis) {
    EventType type = EventType.ofCode(random.nextInt(EventType.OF_ITEMS));
    List<LineItem> items = new ArrayList<>();
    for (int i = type.needsItems() ? 1 + random.nextInt(3) : 0; i > 0; i--) {
      items.add(
          new LineItem(
              "i" + random.nextInt(8),
              1 + random.nextInt(3),
              random.nextBoolean() ? 1 + random.nextInt(9_999) / 100.0 : null,
              random.nextBoolean() ? random.nextInt(30) : null));
    }
    String visitor = "v" + random.nextInt(4);
    String session = visitor + "-" + millis / (DAY / 48);
    return of(type, visitor, session, millis, items);
  }

  CleanEvent of(EventType type, String visitor, String session, long millis, List<LineItem> items) {
    Event event =
        new Event(
            "e" + offset,
            type,
            visitor,
            null,
            null,
            millis,
            items,
            random.nextBoolean() ? 12.34 : null,
            "EUR",
            null,
            null,
            Map.of());
    return new CleanEvent(event, session, millis, 0, offset++);
  }
}
