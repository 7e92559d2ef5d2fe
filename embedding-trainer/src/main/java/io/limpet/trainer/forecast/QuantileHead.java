package io.limpet.trainer.forecast;

import io.limpet.core.forecast.Quantiles;

/**
 * From what a network says to quantiles and a mean, and back from their loss to its slope. A
 * quantile is the one below it and a softplus more, so that they never cross:
 *
 * <pre>
 *   q_0 = softplus(o_0 - 1),  q_k = q_k-1 + softplus(o_k - 1),  mean = exp(o_n)
 *   loss = sum over k of pinball(level_k, y, q_k) + {@value #MEAN_SHARE} quasi-Poisson(y, mean)
 * </pre>
 *
 * <p>The pinball loss is Koenker and Bassett's ("Regression quantiles", Econometrica 46, 1978); the
 * other's slope by o_n is mean - y, within {@value #FARTHEST} levels: one order of a wholesaler is
 * not to teach alone what all others expect.
 */
final class QuantileHead {
  /** Outputs of a target. */
  static final int SIZE = Quantiles.COUNT + 1;

  static final double MEAN_SHARE = 0.3;
  static final double FARTHEST = 20;

  private static final double BIAS = 1;
  private static final double LEAST = -6;
  private static final double MOST = 4;

  private QuantileHead() {}

  private static double softplus(double x) {
    return x > 30 ? x : Math.log1p(Math.exp(x));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The quantiles of the target whose outputs begin at a place. */
  static void quantiles(float[] outputs, int at, double[] to) {
    double quantile = 0;
    for (int k = 0; k < Quantiles.COUNT; k++) {
      quantile += softplus(outputs[at + k] - BIAS);
      to[k] = quantile;
    }
  }

  /** Its mean. */
  static double mean(float[] outputs, int at) {
    return Math.exp(Math.clamp(outputs[at + Quantiles.COUNT], LEAST, MOST));
  }

  /**
   * Writes the derivative of the loss by the outputs.
   *
   * @param weight that the loss is multiplied with
   */
  static void slope(float[] outputs, int at, double actual, double weight, float[] to) {
    double[] quantiles = new double[Quantiles.COUNT];
    quantiles(outputs, at, quantiles);
    double sum = 0;
    for (int k = Quantiles.COUNT - 1; k >= 0; k--) {
      double level = Quantiles.level(k);
      sum += actual > quantiles[k] ? -level : 1 - level;
      to[at + k] = (float) (weight * sum * sigmoid(outputs[at + k] - BIAS));
    }
    double error = Math.clamp(mean(outputs, at) - actual, -FARTHEST, FARTHEST);
    to[at + Quantiles.COUNT] = (float) (weight * MEAN_SHARE * error);
  }
}
