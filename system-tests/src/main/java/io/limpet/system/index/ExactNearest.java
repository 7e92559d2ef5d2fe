package io.limpet.system.index;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Compares a query with every vector, in doubles: what recall is measured against. */
public final class ExactNearest implements Nearest {
  private final float[][] vectors;

  public ExactNearest(float[][] vectors) {
    this.vectors = vectors;
  }

  @Override
  public int[] search(float[] query, int k) {
    double[] products = new double[vectors.length];
    for (int row = 0; row < vectors.length; row++) {
      for (int i = 0; i < query.length; i++) {
        products[row] += (double) query[i] * vectors[row][i];
      }
    }
    return IntStream.range(0, vectors.length)
        .boxed()
        .sorted(Comparator.comparingDouble(row -> -products[row]))
        .limit(k)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
