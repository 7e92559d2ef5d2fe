package io.limpet.trainer.forecast;

/**
 * How the model of all series learns.
 *
 * @param hidden floats of its hidden layer, 1 to 512
 * @param networks whose forecasts are averaged, 1 to 20
 * @param rate of Adam at the beginning, in (0, 0.1]; falls to nothing by the end
 * @param batch rows a step
 */
record ForecastHyper(int hidden, int networks, double rate, int batch) {
  /** Small, since a year of a shop is some ten thousand weeks that are not the same. */
  static final ForecastHyper DEFAULT = new ForecastHyper(32, 3, 0.003, 512);

  ForecastHyper {
    check("hidden", hidden, 1, 512);
    check("networks", networks, 1, 20);
    check("rate", rate, Double.MIN_VALUE, 0.1);
    check("batch", batch, 1, 1 << 16);
  }

  private static void check(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is %s, not in [%s, %s]".formatted(name, value, least, most));
    }
  }
}
