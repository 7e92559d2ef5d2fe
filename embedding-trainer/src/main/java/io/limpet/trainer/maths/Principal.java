package io.limpet.trainer.maths;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Principal components, half whitened: rows less their mean, along the directions of the largest
 * variance, each divided by variance^(1/4). Embeddings of texts vary along a few directions that
 * say little (what the shop is about); this brings the others up without making noise as loud as
 * they are.
 */
public final class Principal {
  private Principal() {}

  /**
   * Turns rows into components.
   *
   * @param rows of equal length
   * @param which rows count; the others become zeros
   * @param most components, fewer where rows are shorter
   * @return a row each, one after the other
   */
  public static float[] components(float[][] rows, boolean[] which, int most) {
    int n = rows[0].length;
    int kept = Math.min(most, n);
    int count = (int) IntStream.range(0, which.length).filter(i -> which[i]).count();
    float[] out = new float[rows.length * kept];
    if (count == 0) {
      return out;
    }
    double[] mean = new double[n];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < n && which[i]; c++) {
        mean[c] += rows[i][c] / (double) count;
      }
    }
    float[] centred = new float[rows.length * n];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < n && which[i]; c++) {
        centred[i * n + c] = (float) (rows[i][c] - mean[c]);
      }
    }
    try (Matrix x = new Matrix(rows.length, n);
        Matrix square = new Matrix(n, n);
        Matrix directions = new Matrix(n, kept);
        Matrix turned = new Matrix(rows.length, kept)) {
      x.put(centred, rows.length);
      Matrix.transposedTimes(x, x, rows.length, square);
      float[] covariance = new float[n * n];
      square.get(covariance, n);
      directions.put(directions(covariance, n, kept, count), n);
      Matrix.timesRows(x, rows.length, directions, turned);
      turned.get(out, rows.length);
    }
    return out;
  }

  private static float[] directions(float[] covariance, int n, int kept, int count) {
    double[] symmetric = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        symmetric[i * n + j] = (covariance[i * n + j] + covariance[j * n + i]) / (2.0 * count);
      }
    }
    Eigen eigen = Eigen.of(symmetric, n);
    List<Integer> order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer k) -> -eigen.values()[k]))
            .toList();
    double largest = Math.max(0, eigen.values()[order.getFirst()]);
    float[] directions = new float[n * kept];
    for (int k = 0; k < kept; k++) {
      int column = order.get(k);
      double variance = eigen.values()[column];
      // Directions without variance have only rounding in them.
      double scale = variance > 1e-6 * largest && variance > 0 ? Math.pow(variance, -0.25) : 0;
      for (int i = 0; i < n; i++) {
        directions[i * kept + k] = (float) (scale * eigen.vectors()[i * n + column]);
      }
    }
    return directions;
  }
}
