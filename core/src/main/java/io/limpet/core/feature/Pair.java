package io.limpet.core.feature;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * That an item was met together with another; of two such items each has a pair.
 *
 * @param itemId the item
 * @param other with which
 * @param kind how
 * @param millis when, epoch milliseconds
 */
public record Pair(String itemId, String other, Kind kind, long millis) {
  /** Items of a purchase that are paired at most, the first of them: a wholesaler's are not. */
  public static final int BASKET = 20;

  /** How two items were met. */
  public enum Kind {
    /** Viewed in one session. */
    VIEWED,
    /** Bought in one purchase. */
    BOUGHT
  }

  /** What was bought together with one event. */
  public static List<Pair> bought(Event event) {
    if (event.type() != EventType.PURCHASE || event.items().size() < 2) {
      return List.of();
    }
    return of(
        event.items().stream().map(LineItem::itemId).distinct().limit(BASKET).toList(),
        Kind.BOUGHT,
        event.timestampMillis());
  }

  /** Each with each other. */
  static List<Pair> of(Collection<String> items, Kind kind, long millis) {
    List<Pair> pairs = new ArrayList<>();
    for (String item : items) {
      for (String other : items) {
        if (!item.equals(other)) {
          pairs.add(new Pair(item, other, kind, millis));
        }
      }
    }
    return pairs;
  }
}
