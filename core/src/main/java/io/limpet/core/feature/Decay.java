package io.limpet.core.feature;

import java.time.Duration;

/**
 * Sums of weights that halve with time. Weights are scaled up by how late in its half-life an event
 * is, instead of down by how old it is (forward decay: Cormode, Shkapenyuk, Srivastava and Xu,
 * "Forward Decay: A Practical Time Decay Model for Streaming Systems", ICDE 2009), into a bucket of
 * the half-life as a whole number of 65,536ths:
 *
 * <pre>
 *   S[k] += round(w 2^16 2^(t/H - k)),   k = floor(t/H);      sum at T = Σ S[k] 2^(k - T/H) / 2^16
 * </pre>
 *
 * <p>So sums do not depend on the order of events. What is {@value #KEPT} half-lives behind the
 * newest is let go: a 65,536th of its weight.
 */
public enum Decay {
  DAY(Duration.ofDays(1)),
  WEEK(Duration.ofDays(7)),
  MONTH(Duration.ofDays(30));

  /** Half-lives that are kept. */
  static final int KEPT = 16;

  private static final double SCALE = 1 << 16;

  private final long halfLifeMillis;

  Decay(Duration halfLife) {
    this.halfLifeMillis = halfLife.toMillis();
  }

  /** Days until a weight counts half. */
  public double halfLifeDays() {
    return halfLifeMillis / (double) Duration.ofDays(1).toMillis();
  }

  /** The sums with a weight more, at a time of epoch milliseconds. */
  Series with(Series sums, int kind, double weight, long millis) {
    long bucket = Math.floorDiv(millis, halfLifeMillis);
    // The same number on every machine.
    double late =
        StrictMath.pow(2, Math.floorMod(millis, halfLifeMillis) / (double) halfLifeMillis);
    return sums.with(bucket, kind, Math.round(weight * late * SCALE), KEPT);
  }

  /** The sums of both. */
  Series sum(Series one, Series other) {
    return one.and(other, KEPT);
  }

  /** The sum of a kind as of a time that nothing in it is after. */
  double at(Series sums, int kind, long atMillis) {
    double sum = 0;
    for (int i = 0; i < sums.size(); i++) {
      if (sums.kind(i) == kind) {
        double age = atMillis / (double) halfLifeMillis - sums.bucket(i);
        sum += sums.value(i) * Math.pow(2, -age);
      }
    }
    return sum / SCALE;
  }

  /**
   * What a sum of weights says of the rate at which they come, a day: a steady rate λ has the sum λ
   * H / ln 2, and after {@code ageMillis} of it the share 1 - 2^(-age/H) of that.
   */
  double perDay(double sum, long ageMillis) {
    double whole = 1 - Math.pow(2, -Math.max(1, ageMillis) / (double) halfLifeMillis);
    return sum * Math.log(2) / halfLifeDays() / whole;
  }
}
