package io.limpet.core.feature;

import static io.limpet.core.feature.Window.DAYS_90;
import static io.limpet.core.feature.Window.EVER;
import static io.limpet.core.feature.Window.HOURS_24;

import io.limpet.core.event.EventType;

/**
 * How much there was in {@link Window}s. Late events count in the hour and the day they belong to;
 * those of longer ago than the longest window in the sum of all only.
 *
 * @param hours sums by hour, of the last 24
 * @param days sums by day, of the last 90
 * @param ever sums of all
 */
public record Counts(Series hours, Series days, Series ever) {
  /** Nothing. */
  public static final Counts NONE = new Counts(Series.empty(), Series.empty(), Series.empty());

  /** Kind: pieces bought. Events themselves are counted by the code of their type, 0 to 12. */
  public static final int UNITS = 16;

  /** Kind: what was paid, in thousandths of the events' currency, whichever that is. */
  public static final int PAID = 17;

  /** Kind: pieces given back. */
  public static final int RETURNED = 18;

  /** Kind: what was paid back, in thousandths. */
  public static final int REFUNDED = 19;

  /** Kind: impressions less what positions take of them, in thousandths. */
  public static final int EXAMINED = 20;

  /** Kinds that are kept in thousandths are multiplied with this. */
  private static final double FINE = 1_000;

  /** No line of an event is worth more: sums of millions of them stay within a long. */
  private static final double MOST = 1e9;

  /** A number in thousandths. */
  static long fine(double amount) {
    return Math.round(Math.min(amount, MOST) * FINE);
  }

  /** The counts with something more, at a time of epoch milliseconds. */
  Counts with(int kind, long amount, long millis) {
    return new Counts(
        hours.with(HOURS_24.bucket(millis), kind, amount, HOURS_24.buckets()),
        days.with(DAYS_90.bucket(millis), kind, amount, DAYS_90.buckets()),
        ever.with(EVER.bucket(millis), kind, amount, 1));
  }

  /** The counts of both. */
  Counts and(Counts other) {
    return new Counts(
        hours.and(other.hours, HOURS_24.buckets()),
        days.and(other.days, DAYS_90.buckets()),
        ever.and(other.ever, 1));
  }

  /** How much of a kind there was in a window as of a time, which nothing counted is after. */
  public long of(int kind, Window window, long atMillis) {
    long to = window.bucket(atMillis);
    Series series =
        switch (window) {
          case HOURS_24 -> hours;
          case DAYS_7, DAYS_30, DAYS_90 -> days;
          case EVER -> ever;
        };
    return series.sum(kind, to - window.buckets() + 1, to);
  }

  /** How many events of a type there were in a window. */
  public long of(EventType type, Window window, long atMillis) {
    return of(type.code(), window, atMillis);
  }

  /** How many events of any type there were. */
  public long events(Window window, long atMillis) {
    long sum = 0;
    for (EventType type : EventType.values()) {
      sum += of(type, window, atMillis);
    }
    return sum;
  }

  /** A kind that is kept in thousandths. */
  public double amount(int kind, Window window, long atMillis) {
    return of(kind, window, atMillis) / FINE;
  }
}
