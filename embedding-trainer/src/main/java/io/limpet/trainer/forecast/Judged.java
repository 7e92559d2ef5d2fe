package io.limpet.trainer.forecast;

import io.limpet.core.forecast.ForecastScore;

/**
 * How good one way of forecasting is on one part of the data.
 *
 * @param name of it
 * @param items over all items
 * @param categories over all top categories
 */
record Judged(String name, ForecastScore items, ForecastScore categories) {
  static Judged of(String name) {
    return new Judged(name, new ForecastScore(), new ForecastScore());
  }
}
