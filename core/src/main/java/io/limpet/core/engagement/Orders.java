package io.limpet.core.engagement;

import java.util.Arrays;

/**
 * The latest purchases of a visitor. A purchase that comes late makes the one after it a repeated
 * one. Immutable.
 *
 * @param millis when they were, epoch milliseconds, in order
 * @param hasMore whether there were earlier ones
 */
@SuppressWarnings("ArrayRecordComponent") // the array is never changed after it was handed over
public record Orders(long[] millis, boolean hasMore) {
  /** Purchases held. */
  public static final int KEPT = 16;

  /** Of somebody who never bought. */
  public static final Orders NONE = new Orders(new long[0], false);

  /**
   * With one more purchase; what changes is noted.
   *
   * @param visitor hash of who bought
   */
  Orders with(long at, long visitor, Calendar calendar, Ledger ledger) {
    ledger.on(calendar.dayOf(at)).count(Measure.ORDERS, 1);
    int place = millis.length;
    while (place > 0 && millis[place - 1] > at) {
      place--;
    }
    if (place == 0 && hasMore) {
      return this; // later than all that could be said of it
    }
    if (place < millis.length) {
      if (place > 0) {
        repeat(millis[place - 1], millis[place], visitor, calendar, ledger, -1);
      }
      repeat(at, millis[place], visitor, calendar, ledger, 1);
    }
    if (place > 0) {
      repeat(millis[place - 1], at, visitor, calendar, ledger, 1);
    }
    long[] next = new long[millis.length + 1];
    System.arraycopy(millis, 0, next, 0, place);
    next[place] = at;
    System.arraycopy(millis, place, next, place + 1, millis.length - place);
    return next.length > KEPT
        ? new Orders(Arrays.copyOfRange(next, 1, next.length), true)
        : new Orders(next, hasMore);
  }

  private static void repeat(
      long before, long at, long visitor, Calendar calendar, Ledger ledger, int sign) {
    DayMetrics day = ledger.on(calendar.dayOf(at));
    day.count(Measure.REPEAT_ORDERS, sign);
    day.count(Measure.REPEAT_MILLIS, sign * (at - before));
    day.group(Group.REPEAT_PURCHASE).add(visitor);
  }
}
