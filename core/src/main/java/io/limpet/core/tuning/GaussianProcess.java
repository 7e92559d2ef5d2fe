package io.limpet.core.tuning;

import java.util.List;

/**
 * What is thought of configurations near those that were tried: a Gaussian process of mean 0 with a
 * squared exponential kernel (Rasmussen and Williams, Gaussian Processes for Machine Learning,
 * 2006, algorithm 2.1). Of a few hundred tried at most: cubic in their number. Immutable.
 */
final class GaussianProcess {
  /** How far a configuration speaks for others, in widths of a knob's range. */
  static final double LENGTH = 0.35;

  private final List<Tried> tried;
  private final double scale;
  private final double[][] lower;
  private final double[] weights;

  /**
   * @param deviation of values that is thought of where nothing was tried, above 0
   */
  GaussianProcess(List<Tried> tried, double deviation) {
    this.tried = List.copyOf(tried);
    this.scale = deviation * deviation;
    int n = tried.size();
    lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = kernel(tried.get(i).point(), tried.get(j).point(), scale);
        // A thousandth more than the variance keeps it solvable when a point is tried twice.
        sum += i == j ? tried.get(i).variance() + scale * 1e-3 : 0;
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = tried.get(i).value();
    }
    forward(weights);
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        weights[i] -= lower[k][i] * weights[k];
      }
      weights[i] /= lower[i][i];
    }
  }

  static double kernel(List<Double> a, List<Double> b, double scale) {
    double squares = 0;
    for (int i = 0; i < a.size(); i++) {
      squares += (a.get(i) - b.get(i)) * (a.get(i) - b.get(i));
    }
    return scale * Math.exp(-squares / (2 * LENGTH * LENGTH));
  }

  private void forward(double[] of) {
    for (int i = 0; i < of.length; i++) {
      for (int k = 0; k < i; k++) {
        of[i] -= lower[i][k] * of[k];
      }
      of[i] /= lower[i][i];
    }
  }

  /**
   * What is thought of a configuration.
   *
   * @param mean of its value
   * @param deviation of it
   */
  record Belief(double mean, double deviation) {}

  Belief at(List<Double> point) {
    double[] near = new double[tried.size()];
    double mean = 0;
    for (int i = 0; i < near.length; i++) {
      near[i] = kernel(point, tried.get(i).point(), scale);
      mean += near[i] * weights[i];
    }
    forward(near);
    double variance = scale;
    for (double one : near) {
      variance -= one * one;
    }
    return new Belief(mean, Math.sqrt(Math.max(0, variance)));
  }
}
