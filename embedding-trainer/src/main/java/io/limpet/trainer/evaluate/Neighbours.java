package io.limpet.trainer.evaluate;

import io.limpet.trainer.model.ItemVectors;
import java.util.SplittableRandom;

/** Items that are alike by the cosine of their vectors. Immutable. */
public final class Neighbours {
  /** Among so many items neighbours are looked for; of more, a sample. */
  private static final int MOST = 20_000;

  private final ItemVectors vectors;
  private final int[] pool;
  private final double[] norms;

  /**
   * Neighbours among these.
   *
   * @param seed of the sample, where there are too many
   */
  public Neighbours(ItemVectors vectors, long seed) {
    this.vectors = vectors;
    this.pool = sample(vectors.size(), MOST, new SplittableRandom(seed));
    this.norms = new double[vectors.size()];
    for (int row = 0; row < norms.length; row++) {
      norms[row] = Math.sqrt(vectors.dot(row, row));
    }
  }

  /** So many of the numbers from 0, ascending; all if there are fewer (Knuth's algorithm S). */
  public static int[] sample(int from, int count, SplittableRandom random) {
    int[] chosen = new int[Math.min(from, count)];
    int size = 0;
    for (int i = 0; i < from && size < chosen.length; i++) {
      if (random.nextInt(from - i) < chosen.length - size) {
        chosen[size++] = i;
      }
    }
    return chosen;
  }

  /** Rows of the vectors most like this one's, nearest first, itself not among them. */
  public int[] of(int row, int k) {
    float[] cosines = new float[pool.length];
    for (int i = 0; i < pool.length; i++) {
      double length = norms[row] * norms[pool[i]];
      cosines[i] =
          pool[i] == row || length == 0
              ? Float.NEGATIVE_INFINITY
              : (float) (vectors.dot(row, pool[i]) / length);
    }
    int[] best = TopK.of(cosines, k);
    for (int i = 0; i < best.length; i++) {
      best[i] = pool[best[i]];
    }
    return best;
  }

  /** Cosine of two rows, 0 if one has no length. */
  public double cosine(int a, int b) {
    double length = norms[a] * norms[b];
    return length == 0 ? 0 : vectors.dot(a, b) / length;
  }
}
