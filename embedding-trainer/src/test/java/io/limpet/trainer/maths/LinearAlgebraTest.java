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
}
