package io.limpet.core.forecast;

import java.util.Arrays;

/**
 * Says the same rate for every week to come, with the intervals of a negative binomial distribution
 * whose variance is the mean square of what that rate would have been wrong by in the past: counts
 * of what is bought in lots are wider than Poisson's.
 */
abstract class LevelForecaster implements Forecaster {
  /** Pieces a week from now on. */
  abstract double rate(double[] history);

  @Override
  public final Outlook forecast(double[] history, int horizon) {
    Forecaster.requireHistory(history, horizon);
    double rate = rate(history);
    double squares = 0;
    for (double pieces : history) {
      squares += (pieces - rate) * (pieces - rate);
    }
    double[] week = NegativeBinomial.quantiles(rate, squares / history.length);
    double[] points = new double[horizon];
    double[][] quantiles = new double[horizon][];
    Arrays.fill(points, rate);
    Arrays.fill(quantiles, week);
    return new Outlook(points, quantiles);
  }
}
