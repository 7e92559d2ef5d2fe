package io.limpet.core.forecast;

/**
 * Croston's method for intermittent demand ("Forecasting and stock control for intermittent
 * demands", Operational Research Quarterly 23, 1972): the size of a demand and the weeks between
 * two are smoothed apart, each only when there is a demand; the rate is one by the other.
 */
public final class Croston extends LevelForecaster {
  private final double alpha;

  /**
   * @param alpha weight of the newest, in (0, 1]; 0.1 is usual
   */
  public Croston(double alpha) {
    this.alpha = Smoothing.checked("alpha", alpha);
  }

  @Override
  public String name() {
    return "Croston";
  }

  @Override
  double rate(double[] history) {
    double size = 0;
    double interval = 0;
    int since = 0;
    for (double pieces : history) {
      since++;
      if (pieces > 0) {
        boolean isFirst = interval == 0;
        size = isFirst ? pieces : size + alpha * (pieces - size);
        interval = isFirst ? since : interval + alpha * (since - interval);
        since = 0;
      }
    }
    return interval == 0 ? 0 : size / interval;
  }
}
