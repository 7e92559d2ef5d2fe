package io.limpet.trainer.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.trainer.maths.Cholesky;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IalsSolverTest {
  private static final int ROWS = 40;
  private static final int DIMENSIONS = 6;
  private static final double ALPHA = 0.3;
  private static final double RIDGE = 0.2;

  /** Fewer pairs than dimensions, as many, and more. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5, 6, 7, 30})
  void findsWhatTheNormalEquationsSay(int pairs) {
    var random = new SplittableRandom(pairs);
    float[] table = new float[ROWS * DIMENSIONS];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) random.nextGaussian();
    }
    int[] rows = random.ints(0, ROWS).distinct().limit(pairs).toArray();
    float[] weights = new float[pairs];
    for (int i = 0; i < pairs; i++) {
      weights[i] = 0.5f + (float) random.nextDouble();
    }
    double[] expected = slow(table, rows, weights);
    float[] original = table.clone();

    IalsSolver solver = IalsSolver.rotating(table, DIMENSIONS, ALPHA);
    float[] x = new float[DIMENSIONS];
    solver.solve(rows, weights, pairs, RIDGE, x, 0);

    // The rotation turns x, too: what stays are its products with the rows.
    for (int row = 0; row < ROWS; row++) {
      double product = 0;
      double slow = 0;
      for (int d = 0; d < DIMENSIONS; d++) {
        product += x[d] * table[row * DIMENSIONS + d];
        slow += expected[d] * original[row * DIMENSIONS + d];
      }
      assertThat(product).as("%d pairs, row %d", pairs, row).isCloseTo(slow, within(1e-5));
    }
  }

  /** (alpha Y'Y + Y(x)' C Y(x) + ridge) x = Y(x)' C 1, as it stands. */
  private static double[] slow(float[] y, int[] rows, float[] c) {
    int n = DIMENSIONS;
    double[] a = new double[n * n];
    double[] x = new double[n];
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        for (int row = 0; row < ROWS; row++) {
          a[p * n + q] += ALPHA * y[row * n + p] * y[row * n + q];
        }
        for (int i = 0; i < rows.length; i++) {
          a[p * n + q] += c[i] * y[rows[i] * n + p] * y[rows[i] * n + q];
        }
      }
      a[p * n + p] += RIDGE;
      for (int i = 0; i < rows.length; i++) {
        x[p] += c[i] * y[rows[i] * n + p];
      }
    }
    Cholesky.solve(a, x, n);
    return x;
  }
}
