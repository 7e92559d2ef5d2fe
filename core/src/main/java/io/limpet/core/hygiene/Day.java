package io.limpet.core.hygiene;

import io.limpet.core.event.Event;
import io.limpet.core.event.LineItem;
import java.time.Duration;

/**
 * What a visitor did in one day of event time, which begins with the first event after the day
 * before. A late event counts in the day that it arrives in.
 *
 * @param startMillis when it began
 * @param views items viewed
 * @param wants carts, wishes and purchases
 * @param sketched views that {@code distinct} has taken in
 * @param distinct items of the views beyond the first {@value #FEW}
 */
public record Day(long startMillis, int views, int wants, int sketched, Distinct distinct) {
  static final long MILLIS = Duration.ofDays(1).toMillis();

  /** Views that nobody asks whether they were of different items. */
  static final int FEW = 100;

  /** Views after which the answer to that does not change any more. */
  static final int MANY = 2_000;

  /** Before the first event. */
  static final Day NONE = new Day(0, 0, 0, 0, Distinct.NONE);

  /** The day that an event of this time is counted in. */
  Day at(long millis) {
    return millis >= startMillis + MILLIS ? new Day(millis, 0, 0, 0, Distinct.NONE) : this;
  }

  /** With the items of a view. */
  Day viewed(Event event) {
    int seen = views;
    int taken = sketched;
    Distinct items = distinct;
    for (LineItem item : event.items()) {
      seen++;
      if (seen > FEW && taken < MANY) {
        items = items.with(item.itemId());
        taken++;
      }
    }
    return new Day(startMillis, seen, wants, taken, items);
  }

  /** With a cart, a wish or a purchase. */
  Day wanted() {
    return new Day(startMillis, views, wants + 1, sketched, distinct);
  }

  /** The share of the views beyond the first {@value #FEW} that were of another item each. */
  double distinctShare() {
    return sketched == 0 ? 0 : Math.min(1, distinct.count() / sketched);
  }
}
