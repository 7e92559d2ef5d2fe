package io.limpet.search.index;

import java.util.Arrays;
import org.apache.lucene.util.VectorUtil;

/**
 * Turns the search for the highest dot product into one for the smallest angle, which graphs are
 * good at: with {@code R} the longest item vector, an item becomes the vector of length one {@code
 * [x / R, sqrt(1 - |x|^2 / R^2)]} and a query {@code [q / |q|, 0]}, so that their dot product is
 * {@code q.x / (|q| R)}.
 *
 * <p>Bachrach and others, "Speeding up the Xbox recommender system using a Euclidean transformation
 * for inner-product spaces" (2014).
 *
 * @param dimensions floats of an item vector
 * @param longest R; a longer item is shortened to it
 */
record InnerProduct(int dimensions, float longest) {
  /** The item as it is stored, one float longer. */
  float[] item(float[] x) {
    float[] stored = Arrays.copyOf(x, dimensions + 1);
    double length = Math.sqrt(VectorUtil.dotProduct(x, x));
    double scale = 1 / Math.max(length, longest);
    double rest = 1;
    for (int i = 0; i < dimensions; i++) {
      stored[i] = (float) (x[i] * scale);
      rest -= (double) stored[i] * stored[i];
    }
    stored[dimensions] = (float) Math.sqrt(Math.max(0, rest));
    return stored;
  }

  /** The query as it is asked; what it gives has to be multiplied with {@link #scale}. */
  float[] query(float[] q) {
    float[] asked = Arrays.copyOf(q, dimensions + 1);
    float length = length(q);
    if (length > 0) {
      for (int i = 0; i < dimensions; i++) {
        asked[i] = q[i] / length;
      }
    }
    return asked;
  }

  /** From products of stored vectors back to those of the real ones. */
  float scale(float[] q) {
    return length(q) * longest;
  }

  private static float length(float[] x) {
    return (float) Math.sqrt(VectorUtil.dotProduct(x, x));
  }
}
