package io.limpet.trainer.maths;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Products of row-major matrices by ND4J's OpenBLAS, one thread each. The operands are heap arrays,
 * which are copied out and back: at these sizes a tenth of the time. Owned by one thread.
 */
public final class Gemm implements AutoCloseable {
  static {
    openblas.blas_set_num_threads(1);
  }

  private final Block left = new Block();
  private final Block right = new Block();
  private final Block result = new Block();

  /** {@code c[m x n] = a[m x k] b[k x n]}. */
  public void times(float[] a, float[] b, float[] c, int m, int n, int k) {
    multiply(
        false,
        false,
        m,
        n,
        k,
        left.put(a, 0, m * k),
        right.put(b, 0, k * n),
        0,
        result.room(m * n));
    result.get(c, 0, m * n);
  }

  /** {@code c[m x n] = a[m x k] b[n x k]'}. */
  public void timesTransposed(float[] a, float[] b, float[] c, int m, int n, int k) {
    multiply(
        false, true, m, n, k, left.put(a, 0, m * k), right.put(b, 0, n * k), 0, result.room(m * n));
    result.get(c, 0, m * n);
  }

  /** {@code c[m x n] += a[m x k] b[n x k]'}. */
  public void addTimesTransposed(float[] a, float[] b, float[] c, int m, int n, int k) {
    multiply(
        false,
        true,
        m,
        n,
        k,
        left.put(a, 0, m * k),
        right.put(b, 0, n * k),
        1,
        result.put(c, 0, m * n));
    result.get(c, 0, m * n);
  }

  /** {@code c[m x n] += a[k x m]' b[k x n]}. */
  public void addTransposedTimes(float[] a, float[] b, float[] c, int m, int n, int k) {
    multiply(
        true,
        false,
        m,
        n,
        k,
        left.put(a, 0, k * m),
        right.put(b, 0, k * n),
        1,
        result.put(c, 0, m * n));
    result.get(c, 0, m * n);
  }

  /** {@code c = a b + beta c} for [m x k] and [k x n], either of which may be given transposed. */
  public static void multiply(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      FloatPointer a,
      FloatPointer b,
      float beta,
      FloatPointer c) {
    if (m == 0 || n == 0) {
      return;
    }
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        transposeA ? openblas.CblasTrans : openblas.CblasNoTrans,
        transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
        m,
        n,
        k,
        1,
        a,
        transposeA ? m : k,
        b,
        transposeB ? k : n,
        beta,
        c,
        n);
  }

  @Override
  public void close() {
    left.close();
    right.close();
    result.close();
  }
}
