package io.limpet.core.forecast;

/**
 * How good forecasts were, gathered one after the other. Not thread-safe.
 *
 * <ul>
 *   <li>WAPE: the sum of absolute errors by the sum of what was asked for, so that an item counts
 *       as much as it sells.
 *   <li>Scaled pinball loss (SPL; Makridakis et al., "The M5 uncertainty competition", 2022): the
 *       mean over weeks and quantiles of the pinball loss, by the mean absolute change from week to
 *       week in the history, so that every series counts the same.
 * </ul>
 */
public final class ForecastScore {
  private double errors;
  private double signed;
  private double asked;
  private double scaled;
  private long series;
  private long inside;
  private long weeks;

  /** Half the weight of over- or understating a quantile. */
  static double pinball(double level, double actual, double quantile) {
    double over = actual - quantile;
    return over >= 0 ? level * over : (level - 1) * over;
  }

  /** Mean absolute change from one week to the next; 0 where nothing ever changed. */
  public static double scale(double[] history) {
    double sum = 0;
    for (int week = 1; week < history.length; week++) {
      sum += Math.abs(history[week] - history[week - 1]);
    }
    return history.length < 2 ? 0 : sum / (history.length - 1);
  }

  /**
   * Takes one forecast in.
   *
   * @param actual pieces of the weeks that were forecast
   * @param scale of the history; a series with 0 has no scaled loss
   */
  public void add(double[] actual, Outlook outlook, double scale) {
    double loss = 0;
    for (int week = 0; week < actual.length; week++) {
      double error = outlook.points()[week] - actual[week];
      errors += Math.abs(error);
      signed += error;
      asked += actual[week];
      double[] quantiles = outlook.quantiles()[week];
      for (int i = 0; i < Quantiles.COUNT; i++) {
        loss += pinball(Quantiles.level(i), actual[week], quantiles[i]);
      }
      weeks++;
      if (actual[week] >= quantiles[Quantiles.LOW] && actual[week] <= quantiles[Quantiles.HIGH]) {
        inside++;
      }
    }
    if (scale > 0) {
      scaled += loss / (actual.length * Quantiles.COUNT) / scale;
      series++;
    }
  }

  /** Sum of absolute errors by what was asked for. */
  public double wape() {
    return errors / asked;
  }

  /** By how much of what was asked for the points were too high, negative for too low. */
  public double bias() {
    return signed / asked;
  }

  /** Mean scaled pinball loss. */
  public double scaledPinball() {
    return scaled / series;
  }

  /** Share of the weeks within the middle 95 per cent. */
  public double coverage() {
    return (double) inside / weeks;
  }

  /** How many forecasts were taken in that have a scale. */
  public long series() {
    return series;
  }
}
