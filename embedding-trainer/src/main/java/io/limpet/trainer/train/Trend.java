package io.limpet.trainer.train;

import io.limpet.trainer.read.Interactions;
import java.util.Arrays;

/**
 * How much an item was wanted at a moment: interactions of interest before it, halved with age, as
 * {@code log(count + 1/2)}. Exact at any time, from one number an interaction. Immutable.
 */
final class Trend {
  private static final double MILLIS_PER_DAY = 86_400_000;

  private final int[] begins;
  private final long[] millis;

  /** The decayed count just after each event. */
  private final float[] counts;

  private final double halfLife;

  Trend(Interactions rows, double halfLifeDays) {
    this.halfLife = halfLifeDays * MILLIS_PER_DAY;
    this.begins = new int[rows.items() + 1];
    for (int row = 0; row < rows.size(); row++) {
      begins[rows.item(row) + 1] += rows.isInterest(row) ? 1 : 0;
    }
    Arrays.parallelPrefix(begins, Integer::sum);
    this.millis = new long[begins[rows.items()]];
    int[] next = begins.clone();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.isInterest(row)) {
        millis[next[rows.item(row)]++] = rows.millis(row);
      }
    }
    this.counts = new float[millis.length];
    for (int item = 0; item < rows.items(); item++) {
      Arrays.sort(millis, begins[item], begins[item + 1]);
      double count = 0;
      for (int i = begins[item]; i < begins[item + 1]; i++) {
        double passed = i == begins[item] ? 0 : millis[i] - millis[i - 1];
        count = count * Math.pow(0.5, passed / halfLife) + 1;
        counts[i] = (float) count;
      }
    }
  }

  /** How much the item was wanted just before this time. */
  float at(int item, long time) {
    int low = begins[item];
    int high = begins[item + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (millis[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    double count = 0;
    if (low > begins[item]) {
      count = counts[low - 1] * Math.pow(0.5, (time - millis[low - 1]) / halfLife);
    }
    return (float) Math.log(count + 0.5);
  }
}
