package io.limpet.trainer.maths;

import java.util.Arrays;
import org.bytedeco.openblas.global.openblas;

/**
 * Principal components of the embeddings of texts or pictures: centred, turned to the directions of
 * most variance, and half whitened (each divided by variance^(1/4)). Such embeddings vary along a
 * few directions that say little, what the shop is about for one; this brings the others up without
 * making noise as loud as they are. The mean square of a number is {@code LEVEL} squared.
 */
public final class PrincipalComponents {
  private static final float LEVEL = 0.5f;

  private final float[] mean;
  private final float[] components;
  private final int width;

  private PrincipalComponents(float[] mean, float[] components, int width) {
    this.mean = mean;
    this.components = components;
    this.width = width;
  }

  /**
   * Fits to the rows.
   *
   * @param rows embeddings, all of one length; an all-zero row says nothing
   * @param most components at most
   */
  public static PrincipalComponents fit(float[][] rows, int most) {
    int n = rows[0].length;
    int width = Math.min(most, n);
    double[] mean = new double[n];
    int count = 0;
    for (float[] row : rows) {
      if (!isEmpty(row)) {
        count++;
        for (int i = 0; i < n; i++) {
          mean[i] += row[i];
        }
      }
    }
    float[] centre = new float[n];
    for (int i = 0; i < n; i++) {
      centre[i] = (float) (mean[i] / Math.max(1, count));
    }
    double[] covariance = covariance(rows, centre, count);
    double[] variances = new double[n];
    int failed =
        openblas.LAPACKE_dsyev(
            openblas.LAPACK_ROW_MAJOR, (byte) 'V', (byte) 'U', n, covariance, n, variances);
    if (failed != 0) {
      throw new ArithmeticException("no eigenvectors of these embeddings, code " + failed);
    }
    // Ascending: the last column is the first component.
    float[] components = new float[n * width];
    double square = 0;
    for (int k = 0; k < width; k++) {
      double variance = Math.max(variances[n - 1 - k], 1e-9);
      square += Math.sqrt(variance);
      for (int i = 0; i < n; i++) {
        components[i * width + k] =
            (float) (covariance[i * n + n - 1 - k] / Math.pow(variance, 0.25));
      }
    }
    float level = (float) (LEVEL / Math.sqrt(square / width));
    for (int i = 0; i < components.length; i++) {
      components[i] *= level;
    }
    return new PrincipalComponents(centre, components, width);
  }

  private static double[] covariance(float[][] rows, float[] centre, int count) {
    int n = centre.length;
    float[] centred = new float[count * n];
    int at = 0;
    for (float[] row : rows) {
      if (!isEmpty(row)) {
        for (int i = 0; i < n; i++) {
          centred[at + i] = row[i] - centre[i];
        }
        at += n;
      }
    }
    float[] product = new float[n * n];
    try (Gemm gemm = new Gemm()) {
      gemm.addTransposedTimes(centred, centred, product, n, n, count);
    }
    double[] covariance = new double[n * n];
    for (int i = 0; i < covariance.length; i++) {
      covariance[i] = product[i] / Math.max(1, count);
    }
    return covariance;
  }

  private static boolean isEmpty(float[] row) {
    for (float x : row) {
      if (x != 0) {
        return false;
      }
    }
    return true;
  }

  /** Numbers of a row. */
  public int width() {
    return width;
  }

  /** The rows turned, one after the other; of an empty row all zeros. */
  public float[] apply(float[][] rows) {
    int n = mean.length;
    float[] turned = new float[rows.length * width];
    for (int r = 0; r < rows.length; r++) {
      if (!isEmpty(rows[r])) {
        float[] row = rows[r];
        float[] sum = new float[width];
        for (int i = 0; i < n; i++) {
          float x = row[i] - mean[i];
          for (int k = 0; k < width; k++) {
            sum[k] += x * components[i * width + k];
          }
        }
        System.arraycopy(sum, 0, turned, r * width, width);
      }
    }
    return turned;
  }

  /** What a centred row is multiplied by: {@code [n x width]}, row-major. */
  public float[] components() {
    return Arrays.copyOf(components, components.length);
  }

  /** Of the rows that say something. */
  public float[] mean() {
    return Arrays.copyOf(mean, mean.length);
  }
}
