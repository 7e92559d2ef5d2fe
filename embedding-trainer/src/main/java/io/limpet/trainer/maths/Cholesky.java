package io.limpet.trainer.maths;

/** Solves A x = b for a symmetric, positive definite A, in place. */
public final class Cholesky {
  private Cholesky() {}

  /**
   * Overwrites b with the solution and the lower triangle of a with the factor L, where A = L L'.
   *
   * @param a n rows of n, of which only the lower triangle is read
   * @param b n numbers
   * @throws ArithmeticException when A is not positive definite
   */
  public static void solve(double[] a, double[] b, int n) {
    factor(a, n);
    substitute(a, b, 0, n);
  }

  /** Overwrites the lower triangle of a with its factor. */
  public static void factor(double[] a, int n) {
    for (int row = 0; row < n; row++) {
      for (int column = 0; column <= row; column++) {
        double sum = a[row * n + column];
        for (int k = 0; k < column; k++) {
          sum -= a[row * n + k] * a[column * n + k];
        }
        if (row > column) {
          a[row * n + column] = sum / a[column * n + column];
        } else if (sum > 0) {
          a[row * n + row] = Math.sqrt(sum);
        } else {
          throw new ArithmeticException(
              "pivot %d of %d is %s, so the matrix is not positive definite; regularise more"
                  .formatted(row, n, sum));
        }
      }
    }
  }

  /** Solves with a factor, for the n numbers of b from {@code at} on. */
  public static void substitute(double[] factor, double[] b, int at, int n) {
    for (int row = 0; row < n; row++) {
      double sum = b[at + row];
      for (int k = 0; k < row; k++) {
        sum -= factor[row * n + k] * b[at + k];
      }
      b[at + row] = sum / factor[row * n + row];
    }
    for (int row = n - 1; row >= 0; row--) {
      double sum = b[at + row];
      for (int k = row + 1; k < n; k++) {
        sum -= factor[k * n + row] * b[at + k];
      }
      b[at + row] = sum / factor[row * n + row];
    }
  }
}
