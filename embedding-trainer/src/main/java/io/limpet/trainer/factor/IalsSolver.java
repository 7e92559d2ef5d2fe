package io.limpet.trainer.factor;

import io.limpet.trainer.maths.Cholesky;
import io.limpet.trainer.maths.Eigen;
import io.limpet.trainer.maths.Matrix;

/**
 * The half of an alternating least squares step that finds x, a user or an item, given the table Y
 * of the other side, as the minimum of
 *
 * <pre>
 *   sum over its pairs j of c(j) (x.y(j) - 1)^2 + alpha sum over all j of (x.y(j))^2 + ridge |x|^2
 * </pre>
 *
 * (Hu, Koren and Volinsky 2008, in the form of Rendle et al. 2021.) All of one side share Y'Y, so Y
 * is rotated once to where Y'Y is diagonal; products of vectors stay what they are. There
 *
 * <pre>
 *   x = (D + Y(x)' C Y(x))^-1 Y(x)' C 1 = D^-1 Y(x)' z  with  (C^-1 + Y(x) D^-1 Y(x)') z = 1
 * </pre>
 *
 * by Woodbury's identity, D being diagonal: n equations for n pairs instead of d for d dimensions,
 * exact, and for the few pairs that most users have a hundred times quicker. Owned by one thread.
 */
final class IalsSolver {
  private final float[] table;
  private final int dimensions;
  private final double[] gram;

  /** Rotates the table in place. */
  static IalsSolver rotating(float[] table, int dimensions, double alpha) {
    int rows = table.length / dimensions;
    float[] gram = new float[dimensions * dimensions];
    double[] eigenvalues;
    try (Matrix y = new Matrix(rows, dimensions);
        Matrix rotated = new Matrix(rows, dimensions);
        Matrix square = new Matrix(dimensions, dimensions)) {
      y.put(table, rows);
      Matrix.transposedTimes(y, y, rows, square);
      square.get(gram, dimensions);
      Eigen eigen = Eigen.of(symmetric(gram, dimensions), dimensions);
      eigenvalues = eigen.values();
      float[] vectors = new float[gram.length];
      for (int i = 0; i < vectors.length; i++) {
        vectors[i] = (float) eigen.vectors()[i];
      }
      square.put(vectors, dimensions);
      Matrix.timesRows(y, rows, square, rotated);
      rotated.get(table, rows);
    }
    for (int d = 0; d < dimensions; d++) {
      eigenvalues[d] = alpha * Math.max(0, eigenvalues[d]);
    }
    return new IalsSolver(table, dimensions, eigenvalues);
  }

  private static double[] symmetric(float[] a, int n) {
    double[] s = new double[a.length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        s[i * n + j] = (a[i * n + j] + a[j * n + i]) / 2;
      }
    }
    return s;
  }

  /**
   * A solver over a rotated table.
   *
   * @param gram the diagonal of alpha Y'Y
   */
  IalsSolver(float[] table, int dimensions, double[] gram) {
    this.table = table;
    this.dimensions = dimensions;
    this.gram = gram;
  }

  float[] table() {
    return table;
  }

  /**
   * Finds x.
   *
   * @param rows of the table, the pairs
   * @param c their weights
   * @param to gets x, from {@code at} on; all zeros without a pair
   */
  void solve(int[] rows, float[] c, int count, double ridge, float[] to, int at) {
    double[] x =
        count < dimensions ? byPairs(rows, c, count, ridge) : direct(rows, c, count, ridge);
    for (int d = 0; d < dimensions; d++) {
      to[at + d] = (float) x[d];
    }
  }

  private double[] byPairs(int[] rows, float[] c, int count, double ridge) {
    double[] a = new double[count * count];
    double[] z = new double[count];
    double[] scaled = new double[dimensions];
    for (int i = 0; i < count; i++) {
      int yi = rows[i] * dimensions;
      for (int d = 0; d < dimensions; d++) {
        scaled[d] = table[yi + d] / (gram[d] + ridge);
      }
      for (int j = 0; j <= i; j++) {
        int yj = rows[j] * dimensions;
        double sum = i == j ? 1 / c[i] : 0;
        for (int d = 0; d < dimensions; d++) {
          sum += scaled[d] * table[yj + d];
        }
        a[i * count + j] = sum;
      }
      z[i] = 1;
    }
    Cholesky.solve(a, z, count);
    double[] x = new double[dimensions];
    for (int i = 0; i < count; i++) {
      int yi = rows[i] * dimensions;
      for (int d = 0; d < dimensions; d++) {
        x[d] += z[i] * table[yi + d];
      }
    }
    for (int d = 0; d < dimensions; d++) {
      x[d] /= gram[d] + ridge;
    }
    return x;
  }

  private double[] direct(int[] rows, float[] c, int count, double ridge) {
    int n = dimensions;
    double[] a = new double[n * n];
    double[] x = new double[n];
    for (int i = 0; i < count; i++) {
      int y = rows[i] * n;
      for (int p = 0; p < n; p++) {
        double of = c[i] * table[y + p];
        x[p] += of;
        for (int q = 0; q <= p; q++) {
          a[p * n + q] += of * table[y + q];
        }
      }
    }
    for (int p = 0; p < n; p++) {
      a[p * n + p] += gram[p] + ridge;
    }
    Cholesky.solve(a, x, n);
    return x;
  }
}
