package io.limpet.trainer.evaluate;

import java.util.Arrays;

/** The best of many scores. */
public final class TopK {
  private TopK() {}

  /**
   * Indices of the k highest scores, best first; of equal scores the lower index comes first.
   * Scores of negative infinity and NaN are never among them, so there may be fewer.
   */
  public static int[] of(float[] scores, int k) {
    long[] sorted = new long[k];
    int size = 0;
    // Nearly every score fails this one comparison; only the others cost more.
    float floor = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > floor && k > 0) {
        long entry = entry(scores[i], i);
        if (size < k) {
          sorted[size++] = entry;
          if (size == k) {
            Arrays.sort(sorted);
          }
        } else {
          insert(sorted, entry);
        }
        floor = size < k ? floor : scores[index(sorted[0])];
      }
    }
    Arrays.sort(sorted, 0, size);
    int[] best = new int[size];
    for (int rank = 0; rank < size; rank++) {
      best[rank] = index(sorted[size - 1 - rank]);
    }
    return best;
  }

  /** Sorts by score, and of equal scores (-0 is 0) the lower index last. */
  private static long entry(float score, int index) {
    return ((long) sortable(score + 0f) << 32) | (Integer.MAX_VALUE - index);
  }

  private static int index(long entry) {
    return Integer.MAX_VALUE - (int) entry;
  }

  /** Puts an entry in its place in the sorted array and drops the lowest; k is small. */
  private static void insert(long[] sorted, long entry) {
    int at = 0;
    while (at + 1 < sorted.length && sorted[at + 1] < entry) {
      sorted[at] = sorted[at + 1];
      at++;
    }
    sorted[at] = entry;
  }

  /** Bits that sort like the float. */
  private static int sortable(float value) {
    int bits = Float.floatToIntBits(value);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }
}
