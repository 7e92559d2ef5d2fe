package io.limpet.core.forecast;

/**
 * Each week is like the one a season before. With intervals from what this would have got wrong in
 * the past, which widen with the root of the number of seasons ahead (Hyndman and Athanasopoulos,
 * "Forecasting: principles and practice", 5.2 and 5.5).
 *
 * @param season weeks, 1 or more: 1 where a year has not been seen twice, since then only the
 *     season of the week is known, and buckets of a week have it in them
 */
public record SeasonalNaive(int season) implements Forecaster {
  public SeasonalNaive {
    if (season < 1) {
      throw new IllegalArgumentException("season is %d weeks; give 1 or more".formatted(season));
    }
  }

  @Override
  public String name() {
    return "seasonal naive";
  }

  @Override
  public Outlook forecast(double[] history, int horizon) {
    Forecaster.requireHistory(history, horizon);
    int lag = Math.min(season, history.length - 1);
    double[] errors = new double[history.length - lag];
    for (int week = lag; week < history.length; week++) {
      errors[week - lag] = history[week] - history[week - lag];
    }
    double[] spread = Quantiles.of(errors);
    double[] points = new double[horizon];
    double[][] quantiles = new double[horizon][Quantiles.COUNT];
    for (int ahead = 0; ahead < horizon; ahead++) {
      points[ahead] = history[history.length - lag + ahead % lag];
      double wider = Math.sqrt(1 + ahead / lag);
      for (int i = 0; i < Quantiles.COUNT; i++) {
        quantiles[ahead][i] = Math.max(0, points[ahead] + wider * spread[i]);
      }
    }
    return new Outlook(points, quantiles);
  }
}
