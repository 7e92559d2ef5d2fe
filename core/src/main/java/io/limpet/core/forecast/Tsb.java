package io.limpet.core.forecast;

/**
 * The method of Teunter, Syntetos and Babai ("Intermittent demand: linking forecasting to inventory
 * obsolescence", European Journal of Operational Research 214, 2011): like {@link Croston}'s, but
 * the probability of a demand is smoothed every week, so that what is no longer bought fades.
 */
public final class Tsb extends LevelForecaster {
  private final double alpha;
  private final double beta;

  /**
   * @param alpha weight of the newest size, in (0, 1]
   * @param beta weight of the newest week in the probability, in (0, 1]
   */
  public Tsb(double alpha, double beta) {
    this.alpha = Smoothing.checked("alpha", alpha);
    this.beta = Smoothing.checked("beta", beta);
  }

  @Override
  public String name() {
    return "TSB";
  }

  @Override
  double rate(double[] history) {
    double size = 0;
    double probability = 0;
    boolean isFirst = true;
    for (int week = 0; week < history.length; week++) {
      double pieces = history[week];
      boolean isDemand = pieces > 0;
      if (isFirst && isDemand) {
        size = pieces;
        probability = 1.0 / (week + 1);
        isFirst = false;
      } else if (!isFirst) {
        probability += beta * ((isDemand ? 1 : 0) - probability);
        size = isDemand ? size + alpha * (pieces - size) : size;
      }
    }
    return size * probability;
  }
}
