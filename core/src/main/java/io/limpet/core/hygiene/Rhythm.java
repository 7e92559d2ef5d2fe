package io.limpet.core.hygiene;

import java.time.Duration;

/**
 * How fast and how evenly a visitor looks at things. Looks of one moment (the same millisecond) are
 * one: a shop that knows only the day of an event says nothing of pace.
 *
 * @param lastMillis the latest look
 * @param minute looks by minute
 * @param hour the same by hour
 * @param gaps how many gaps the mean has seen, at most {@value #GAPS}
 * @param mean of the gaps, milliseconds
 * @param variance of the gaps
 */
public record Rhythm(
    long lastMillis, Pace minute, Pace hour, int gaps, double mean, double variance) {
  static final long MINUTE = Duration.ofMinutes(1).toMillis();
  static final long HOUR = Duration.ofHours(1).toMillis();

  /** A longer gap is a pause between two visits; the gaps are those of one visit. */
  static final long PAUSE = Duration.ofMinutes(30).toMillis();

  /** Gaps that the mean looks back to. */
  static final int GAPS = 64;

  /** Before the first look. */
  static final Rhythm NONE = new Rhythm(0, Pace.NONE, Pace.NONE, 0, 0, 0);

  /**
   * With one more look. Mean and variance are the exact ones of the first {@value #GAPS} gaps, then
   * exponentially weighted (Finch 2009, "Incremental calculation of weighted mean and variance").
   */
  Rhythm with(long at) {
    if (at == lastMillis) {
      return this;
    }
    long gap = at - lastMillis;
    Pace nextMinute = minute.with(at, MINUTE);
    Pace nextHour = hour.with(at, HOUR);
    if (gap < 0) {
      return new Rhythm(lastMillis, nextMinute, nextHour, gaps, mean, variance);
    }
    if (gap > PAUSE) {
      return new Rhythm(at, nextMinute, nextHour, 0, 0, 0);
    }
    int n = Math.min(gaps + 1, GAPS);
    double share = 1.0 / n;
    double off = gap - mean;
    return new Rhythm(
        at,
        nextMinute,
        nextHour,
        n,
        mean + share * off,
        (1 - share) * (variance + share * off * off));
  }

  /** Looks in the minute before the latest. */
  public double perMinute() {
    return minute.at(lastMillis, MINUTE);
  }

  /** Looks in the hour before the latest. */
  public double perHour() {
    return hour.at(lastMillis, HOUR);
  }

  /** Standard deviation of the gaps over their mean; infinite before there are {@value #GAPS}. */
  public double variation() {
    return gaps < GAPS ? Double.POSITIVE_INFINITY : Math.sqrt(variance) / mean;
  }
}
