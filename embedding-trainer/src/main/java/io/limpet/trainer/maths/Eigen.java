package io.limpet.trainer.maths;

/**
 * Eigenvalues and vectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan, chapter
 * 8.5): slow, short, and exact to the last bits, for matrices of some hundred rows.
 *
 * @param values n of them, in no order
 * @param vectors n rows of n; column k belongs to value k, and columns are orthonormal
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
public record Eigen(double[] values, double[] vectors) {
  private static final int SWEEPS = 30;
  private static final double ENOUGH = 1e-24;

  /**
   * Takes a symmetric matrix apart.
   *
   * @param matrix n rows of n; not changed
   */
  public static Eigen of(double[] matrix, int n) {
    double[] a = matrix.clone();
    double[] v = new double[n * n];
    for (int i = 0; i < n; i++) {
      v[i * n + i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS && !isDiagonal(a, n); sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, v, n, p, q);
        }
      }
    }
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i * n + i];
      for (int k = 0; k < n; k++) {
        vectors[i * n + k] = v[k * n + i];
      }
    }
    return new Eigen(values, vectors);
  }

  private static boolean isDiagonal(double[] a, int n) {
    double off = 0;
    double on = 0;
    for (int i = 0; i < n; i++) {
      on += a[i * n + i] * a[i * n + i];
      for (int j = 0; j < i; j++) {
        off += a[i * n + j] * a[i * n + j];
      }
    }
    return off <= ENOUGH * on;
  }

  /** Makes a[p, q] zero. Rows of v are the vectors so far: rows lie together in memory. */
  private static void rotate(double[] a, double[] v, int n, int p, int q) {
    double off = a[p * n + q];
    if (off == 0) {
      return;
    }
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * off);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    turn(a, p * n, q * n, n, c, s);
    for (int k = 0; k < n; k++) {
      double kp = a[k * n + p];
      double kq = a[k * n + q];
      a[k * n + p] = c * kp - s * kq;
      a[k * n + q] = s * kp + c * kq;
    }
    turn(v, p * n, q * n, n, c, s);
  }

  private static void turn(double[] m, int p, int q, int n, double c, double s) {
    for (int k = 0; k < n; k++) {
      double pk = m[p + k];
      double qk = m[q + k];
      m[p + k] = c * pk - s * qk;
      m[q + k] = s * pk + c * qk;
    }
  }
}
