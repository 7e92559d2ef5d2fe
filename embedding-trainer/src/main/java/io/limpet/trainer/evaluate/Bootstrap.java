package io.limpet.trainer.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Percentile bootstrap over users (Efron, 1979; for rankings: Sakai, SIGIR 2006): the mean is taken
 * again and again of as many users, drawn with replacement, and the middle 95 % of those means are
 * the interval. The seed is fixed: the same values give the same interval.
 *
 * <p>Most users of a hard question have a value of 0, which adds nothing to a mean. So the sum runs
 * over the others only: a thousand resamples of 22,363 users take about 0.05 s, whatever the number
 * of metrics.
 */
public final class Bootstrap {
  /** Enough for the ends of a 95 % interval to be stable to about a twentieth of its width. */
  static final int RESAMPLES = 1_000;

  private static final double OUTSIDE = 0.05;
  private static final long SEED = 20_240_117;

  private Bootstrap() {}

  /** The interval of the mean; a point when there are no values, or all are the same. */
  public static Interval mean(double[] values) {
    return means(new double[][] {values})[0];
  }

  /**
   * The intervals of several means over the same users, drawn together.
   *
   * @param rows a metric each, with a value a user
   */
  public static Interval[] means(double[][] rows) {
    int users = rows.length == 0 ? 0 : rows[0].length;
    Interval[] intervals = new Interval[rows.length];
    if (users == 0) {
      Arrays.fill(intervals, new Interval(0, 0));
      return intervals;
    }
    // Slot 0 collects the users who have nothing but zeros.
    int[] slotOf = new int[users];
    int slots = slots(rows, slotOf);
    double[][] dense = dense(rows, slotOf, slots);
    double[][] means = new double[rows.length][RESAMPLES];
    int[] times = new int[slots];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int resample = 0; resample < RESAMPLES; resample++) {
      draw(random, slotOf, times);
      for (int row = 0; row < rows.length; row++) {
        means[row][resample] = weighted(dense[row], times) / users;
      }
    }
    for (int row = 0; row < rows.length; row++) {
      Arrays.sort(means[row]);
      intervals[row] =
          new Interval(quantile(means[row], OUTSIDE / 2), quantile(means[row], 1 - OUTSIDE / 2));
    }
    return intervals;
  }

  private static int slots(double[][] rows, int[] slotOf) {
    int slots = 1;
    for (int user = 0; user < slotOf.length; user++) {
      boolean isZero = true;
      for (double[] row : rows) {
        isZero &= row[user] == 0;
      }
      slotOf[user] = isZero ? 0 : slots++;
    }
    return slots;
  }

  private static double[][] dense(double[][] rows, int[] slotOf, int slots) {
    double[][] dense = new double[rows.length][slots];
    for (int row = 0; row < rows.length; row++) {
      for (int user = 0; user < slotOf.length; user++) {
        dense[row][slotOf[user]] = rows[row][user];
      }
    }
    return dense;
  }

  /** Counts how often each slot is drawn; half a random long picks a user, biased by n / 2^32. */
  private static void draw(SplittableRandom random, int[] slotOf, int[] times) {
    Arrays.fill(times, 0);
    int users = slotOf.length;
    for (int i = 0; i < users; i += 2) {
      long bits = random.nextLong();
      times[slotOf[(int) (((bits >>> 32) * users) >>> 32)]]++;
      if (i + 1 < users) {
        times[slotOf[(int) (((bits & 0xffff_ffffL) * users) >>> 32)]]++;
      }
    }
  }

  private static double weighted(double[] values, int[] times) {
    double sum = 0;
    for (int i = 1; i < values.length; i++) {
      sum += values[i] * times[i];
    }
    return sum;
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
