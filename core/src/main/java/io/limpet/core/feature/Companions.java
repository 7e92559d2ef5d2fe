package io.limpet.core.feature;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.List;

/**
 * The items that an item was met together with; each of them has companions, too. One record for
 * all of an item's: its behaviour is read and written once for a basket, not once a pair.
 *
 * @param itemId the item
 * @param others with which, each once, without itself
 * @param kind how
 * @param millis when, epoch milliseconds
 */
public record Companions(String itemId, List<String> others, Kind kind, long millis) {
  /** Items of a purchase that are companions at most, the first of them: a wholesaler's are not. */
  public static final int BASKET = 20;

  /** How items were met. */
  public enum Kind {
    /** Viewed in one session. */
    VIEWED,
    /** Bought in one purchase. */
    BOUGHT
  }

  /** What was bought together with one event. */
  public static List<Companions> bought(Event event) {
    if (event.type() != EventType.PURCHASE || event.items().size() < 2) {
      return List.of();
    }
    return of(
        event.items().stream().map(LineItem::itemId).distinct().limit(BASKET).toList(),
        Kind.BOUGHT,
        event.timestampMillis());
  }

  /**
   * Each with all others.
   *
   * @param items each once
   */
  static List<Companions> of(List<String> items, Kind kind, long millis) {
    if (items.size() < 2) {
      return List.of();
    }
    List<Companions> each = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      List<String> others = new ArrayList<>(items);
      String item = others.remove(i);
      each.add(new Companions(item, List.copyOf(others), kind, millis));
    }
    return each;
  }
}
