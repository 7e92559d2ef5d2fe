package io.limpet.flink.experiments;

import io.limpet.core.experiment.Quantity;
import java.util.Arrays;

/**
 * What a unit did lately: sums by day (UTC) of the last {@link #DAYS}, as covariates of experiments
 * to come, and the last deeds one by one, for an answer that arrives after what followed it. Three
 * kilobytes at most. Immutable; public, so that Flink can keep it as a record with fields.
 *
 * @param days with something on them, rising, as days since the epoch
 * @param sums {@link Quantity#COUNT} of each day
 * @param sessions counted last
 * @param recent the last deeds, {@link #RECENT} at most
 * @param touchedMillis processing time of the latest
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
public record Past(long[] days, float[] sums, long[] sessions, Deed[] recent, long touchedMillis) {
  /** Days before an experiment that say something of what would have been. */
  static final int DAYS = 14;

  static final int RECENT = 16;

  /** Served records and events reach a job within this of each other, or the job is catching up. */
  static final long RECENT_MILLIS = 10 * 60 * 1_000;

  static final Past NOTHING = new Past(new long[0], new float[0], new long[0], new Deed[0], 0);

  Past touched(long nowMillis) {
    return new Past(days, sums, sessions, recent, nowMillis);
  }

  /** With one deed more. */
  Past with(Deed deed) {
    boolean isNew = !Sessions.holds(sessions, deed.session());
    long newest = days.length == 0 ? deed.day() : Math.max(days[days.length - 1], deed.day());
    if (deed.day() <= newest - 2 * DAYS) {
      return this;
    }
    int at = Arrays.binarySearch(days, deed.day());
    long[] nextDays = days;
    float[] nextSums = sums.clone();
    if (at < 0) {
      at = -at - 1;
      nextDays = inserted(days, at, deed.day());
      nextSums = new float[sums.length + Quantity.COUNT];
      System.arraycopy(sums, 0, nextSums, 0, at * Quantity.COUNT);
      System.arraycopy(
          sums,
          at * Quantity.COUNT,
          nextSums,
          (at + 1) * Quantity.COUNT,
          sums.length - at * Quantity.COUNT);
    }
    Tally.count(nextSums, at * Quantity.COUNT, deed, isNew);
    int old = 0;
    // Twice as long as it takes, since an answer may be of an earlier day than the newest.
    while (nextDays[old] <= newest - 2 * DAYS) {
      old++;
    }
    return new Past(
        Arrays.copyOfRange(nextDays, old, nextDays.length),
        Arrays.copyOfRange(nextSums, old * Quantity.COUNT, nextSums.length),
        isNew ? Sessions.with(sessions, deed.session()) : sessions,
        recent(deed),
        touchedMillis);
  }

  private static long[] inserted(long[] days, int at, long day) {
    long[] next = new long[days.length + 1];
    System.arraycopy(days, 0, next, 0, at);
    next[at] = day;
    System.arraycopy(days, at, next, at + 1, days.length - at);
    return next;
  }

  private Deed[] recent(Deed deed) {
    long newest = deed.millis();
    for (Deed one : recent) {
      newest = Math.max(newest, one.millis());
    }
    long from = newest - RECENT_MILLIS;
    Deed[] kept = Arrays.stream(recent).filter(one -> one.millis() >= from).toArray(Deed[]::new);
    int drop = kept.length < RECENT ? 0 : 1;
    Deed[] next = Arrays.copyOfRange(kept, drop, kept.length + 1);
    next[next.length - 1] = deed;
    return next;
  }

  /** What was done in the {@link #DAYS} before a day. */
  float[] before(long day) {
    float[] before = new float[Quantity.COUNT];
    int active = 0;
    for (int i = 0; i < days.length; i++) {
      if (days[i] < day && days[i] >= day - DAYS) {
        active++;
        for (int q = 0; q < Quantity.COUNT; q++) {
          before[q] += sums[i * Quantity.COUNT + q];
        }
      }
    }
    before[Quantity.CONVERTED.ordinal()] = Math.min(1, before[Quantity.CONVERTED.ordinal()]);
    before[Quantity.RETURNED.ordinal()] = active > 1 ? 1 : 0;
    return before;
  }
}
