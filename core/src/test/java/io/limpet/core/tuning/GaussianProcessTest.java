package io.limpet.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.tuning.GaussianProcess.Belief;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
  private static final double DEVIATION = 0.2;

  /** The conditional of a joint normal distribution, by an inverse made with Gauss and Jordan. */
  private static Belief slow(List<Tried> tried, List<Double> point) {
    double scale = DEVIATION * DEVIATION;
    int n = tried.size();
    double[][] matrix = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] =
            GaussianProcess.kernel(tried.get(i).point(), tried.get(j).point(), scale)
                + (i == j ? tried.get(i).variance() + scale * 1e-3 : 0);
      }
      matrix[i][n + i] = 1;
    }
    for (int i = 0; i < n; i++) {
      double pivot = matrix[i][i];
      for (int j = 0; j < 2 * n; j++) {
        matrix[i][j] /= pivot;
      }
      for (int k = 0; k < n; k++) {
        double times = matrix[k][i];
        for (int j = 0; j < 2 * n && k != i; j++) {
          matrix[k][j] -= times * matrix[i][j];
        }
      }
    }
    double mean = 0;
    double variance = scale;
    for (int i = 0; i < n; i++) {
      double near = GaussianProcess.kernel(point, tried.get(i).point(), scale);
      for (int j = 0; j < n; j++) {
        mean += near * matrix[i][n + j] * tried.get(j).value();
        variance -=
            near * matrix[i][n + j] * GaussianProcess.kernel(point, tried.get(j).point(), scale);
      }
    }
    return new Belief(mean, Math.sqrt(Math.max(0, variance)));
  }

  @Test
  void isWhatTheConditionalDistributionIs() {
    for (long seed = 0; seed < 20; seed++) {
      var random = new SplittableRandom(seed);
      List<Tried> tried = new ArrayList<>();
      for (int i = random.nextInt(15); i >= 0; i--) {
        tried.add(
            new Tried(
                List.of(random.nextDouble(), random.nextDouble()),
                0.4 * (random.nextDouble() - 0.5),
                0.001 + 0.01 * random.nextDouble()));
      }
      var process = new GaussianProcess(tried, DEVIATION);
      List<Double> point = List.of(random.nextDouble(), random.nextDouble());

      assertThat(process.at(point).mean())
          .as("seed " + seed)
          .isEqualTo(slow(tried, point).mean(), within(1e-9));
      assertThat(process.at(point).deviation())
          .as("seed " + seed)
          .isEqualTo(slow(tried, point).deviation(), within(1e-7));
    }
  }

  @Test
  void knowsNothingFarFromWhatWasTried() {
    var process = new GaussianProcess(List.of(new Tried(List.of(0.0), 0.3, 1e-6)), DEVIATION);

    assertThat(process.at(List.of(0.0)).mean()).isEqualTo(0.3, within(0.01));
    assertThat(process.at(List.of(3.0)).mean()).isEqualTo(0, within(1e-6));
    assertThat(process.at(List.of(3.0)).deviation()).isEqualTo(DEVIATION, within(1e-6));
  }
}
