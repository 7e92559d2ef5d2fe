package io.limpet.trainer.train;

import io.limpet.trainer.read.Interactions;

/**
 * The two trends of the candidates at the time of a slice of samples. Where the candidates are the
 * same every time, what was computed once is kept, as far as it is small. Not thread-safe.
 */
final class SliceTrends {
  private static final long KEPT_FLOATS = 12_000_000;

  private final Trend shortTrend;
  private final Trend longTrend;
  private final float[][] kept;
  private final float[] scratch;

  /**
   * Of so many slices and candidates.
   *
   * @param fixed whether the candidates are the same every time
   */
  SliceTrends(
      Interactions rows,
      double shortDays,
      double longDays,
      int slices,
      int candidates,
      boolean fixed) {
    this.shortTrend = new Trend(rows, shortDays);
    this.longTrend = new Trend(rows, longDays);
    boolean keeps = fixed && 2L * slices * candidates <= KEPT_FLOATS;
    this.kept = new float[keeps ? slices : 0][];
    this.scratch = new float[2 * candidates];
  }

  /** The short trends of all candidates, then the long ones; not to be changed or held on to. */
  float[] of(int slice, long millis, int[] items) {
    if (kept.length == 0) {
      fill(scratch, millis, items);
      return scratch;
    }
    if (kept[slice] == null) {
      float[] fresh = new float[scratch.length];
      fill(fresh, millis, items);
      kept[slice] = fresh;
    }
    return kept[slice];
  }

  private void fill(float[] trends, long millis, int[] items) {
    int size = trends.length / 2;
    for (int j = 0; j < size; j++) {
      trends[j] = shortTrend.at(items[j], millis);
      trends[size + j] = longTrend.at(items[j], millis);
    }
  }

  /** The weighted sum of both trends of an item. */
  float sum(int item, long millis, float[] weights) {
    return weights[0] * shortTrend.at(item, millis) + weights[1] * longTrend.at(item, millis);
  }
}
