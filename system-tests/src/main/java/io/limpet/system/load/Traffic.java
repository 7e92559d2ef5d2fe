package io.limpet.system.load;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * Events of a made-up crowd: of a hundred, 70 views, 15 lists of ten items shown, 10 carts and 5
 * purchases, users and items drawn evenly unless something else is said. The same seed gives the
 * same events. Thread-safe.
 */
public final class Traffic {
  private static final int LIST = 10;

  private final String prefix;
  private final ToIntFunction<Random> users;
  private final ToIntFunction<Random> drawn;
  private final List<String> items;
  private final long seed;

  /**
   * @param prefix begins the ids of users and events
   * @param users how many users there are
   * @param items ids of what they look at
   */
  public Traffic(String prefix, int users, List<String> items, long seed) {
    this(
        prefix,
        random -> random.nextInt(users),
        random -> random.nextInt(items.size()),
        items,
        seed);
  }

  /**
   * A crowd in which some come more often, and some items are looked at more often.
   *
   * @param users draws the number of a user
   * @param drawn draws the place of an item in {@code items}
   */
  public Traffic(
      String prefix,
      ToIntFunction<Random> users,
      ToIntFunction<Random> drawn,
      List<String> items,
      long seed) {
    this.prefix = prefix;
    this.users = users;
    this.drawn = drawn;
    this.items = List.copyOf(items);
    this.seed = seed;
  }

  /** The id of a user. */
  public String user(int number) {
    return prefix + "-" + number;
  }

  /** The event of this number, happening now. */
  public Event event(long number) {
    Random random = new Random(seed + number * 0x9E3779B97F4A7C15L);
    int kind = random.nextInt(100);
    EventType type =
        kind < 70
            ? EventType.VIEW_ITEM
            : kind < 85
                ? EventType.VIEW_ITEM_LIST
                : kind < 95 ? EventType.ADD_TO_CART : EventType.PURCHASE;
    List<LineItem> lines = new ArrayList<>();
    int count = type == EventType.VIEW_ITEM_LIST ? LIST : 1;
    for (int i = 0; i < count; i++) {
      lines.add(LineItem.of(items.get(drawn.applyAsInt(random))));
    }
    return event(prefix + "-event-" + number, type, user(users.applyAsInt(random)), lines);
  }

  /** A user views one item, now. */
  public static Event view(String eventId, String user, String item) {
    return event(eventId, EventType.VIEW_ITEM, user, List.of(LineItem.of(item)));
  }

  private static Event event(String eventId, EventType type, String user, List<LineItem> lines) {
    return new Event(
        eventId,
        type,
        user,
        null,
        null,
        System.currentTimeMillis(),
        lines,
        null,
        null,
        null,
        null,
        Map.of(Event.SYNTHETIC, "true"));
  }
}
