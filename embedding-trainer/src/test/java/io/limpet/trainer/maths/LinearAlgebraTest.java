package io.limpet.trainer.maths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearAlgebraTest {
  /** B'B of a random B. */
  private static double[] positive(int n, SplittableRandom random) {
    double[] b = new double[n * n];
    for (int i = 0; i < b.length; i++) {
      b[i] = random.nextGaussian();
    }
    double[] a = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          a[i * n + j] += b[k * n + i] * b[k * n + j];
        }
      }
    }
    return a;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 24})
  void choleskySolves(int n) {
    var random = new SplittableRandom(n);
    double[] a = positive(n, random);
    double[] x = random.doubles(n, -1, 1).toArray();
    double[] b = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        b[i] += a[i * n + j] * x[j];
      }
    }

    Cholesky.solve(a, b, n);

    assertThat(b).containsExactly(x, within(1e-6));
  }

  @Test
  void choleskyRefusesWhatIsNotPositive() {
    assertThatThrownBy(() -> Cholesky.solve(new double[] {1, 0, 2, 1}, new double[2], 2))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("not positive definite");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40})
  void eigenvectorsAreOrthonormalAndRebuildTheMatrix(int n) {
    double[] a = positive(n, new SplittableRandom(n));

    Eigen eigen = Eigen.of(a, n);

    double[] v = eigen.vectors();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double product = 0;
        double rebuilt = 0;
        for (int k = 0; k < n; k++) {
          product += v[k * n + i] * v[k * n + j];
          rebuilt += v[i * n + k] * eigen.values()[k] * v[j * n + k];
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-10));
        assertThat(rebuilt).isCloseTo(a[i * n + j], within(1e-9));
      }
    }
  }

  @Test
  void componentsAreUncorrelatedAndHalfWhitened() {
    var random = new SplittableRandom(4);
    float[][] rows = new float[500][];
    for (int i = 0; i < rows.length; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      rows[i] =
          isEmpty(i)
              ? new float[4]
              : new float[] {(float) (3 + 2 * a), (float) (2 * a + b), (float) (b - a), 7};
    }

    float[] of = PrincipalComponents.fit(rows, 2).apply(rows);

    double[] product = new double[3];
    for (int i = 0; i < rows.length; i++) {
      double x = of[2 * i];
      double y = of[2 * i + 1];
      assertThat(x == 0 && y == 0).isEqualTo(isEmpty(i));
      product[0] += x * x / 450;
      product[1] += x * y / 450;
      product[2] += y * y / 450;
    }
    // Variances 9 a and 2 b, roughly: of each the root is left, and the mean of both is .25.
    assertThat(product[0] / product[2]).isBetween(1.7, 2.6);
    assertThat(product[1]).isCloseTo(0, within(1e-3));
    assertThat((product[0] + product[2]) / 2).isCloseTo(0.25, within(1e-3));
  }

  private static boolean isEmpty(int row) {
    return row % 10 == 0;
  }
}
