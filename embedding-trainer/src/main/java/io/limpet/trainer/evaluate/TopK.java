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
    long[] heap = new long[k];
    int size = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > Float.NEGATIVE_INFINITY) {
        long entry = ((long) sortable(scores[i]) << 32) | (Integer.MAX_VALUE - i);
        if (size < k) {
          heap[size++] = entry;
          if (size == k) {
            Arrays.sort(heap);
          }
        } else if (k > 0 && entry > heap[0]) {
          insert(heap, entry);
        }
      }
    }
    Arrays.sort(heap, 0, size);
    int[] best = new int[size];
    for (int rank = 0; rank < size; rank++) {
      best[rank] = Integer.MAX_VALUE - (int) heap[size - 1 - rank];
    }
    return best;
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
