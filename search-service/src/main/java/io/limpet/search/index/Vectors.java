package io.limpet.search.index;

import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** Products of vectors that may be missing. */
public final class Vectors {
  private Vectors() {}

  /** Dot product, NaN if one is missing. */
  public static double dot(float @Nullable [] a, float @Nullable [] b) {
    return a == null || b == null ? Double.NaN : VectorUtil.dotProduct(a, b);
  }

  /** The same direction at a length of 1; all 0 if there is none. */
  public static float[] direction(float[] vector) {
    double length = Math.sqrt(VectorUtil.dotProduct(vector, vector));
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length && length > 0; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  /** Cosine of the angle, -1 to 1; 0 if one is missing or has no direction. */
  public static double cosine(float @Nullable [] a, float @Nullable [] b) {
    if (a == null || b == null) {
      return 0;
    }
    double lengths = Math.sqrt((double) VectorUtil.dotProduct(a, a) * VectorUtil.dotProduct(b, b));
    return lengths > 0 ? VectorUtil.dotProduct(a, b) / lengths : 0;
  }
}
