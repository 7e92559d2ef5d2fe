package io.limpet.core.forecast;

/** The mean of the last weeks. */
public final class MovingAverage extends LevelForecaster {
  private final int weeks;

  /**
   * @param weeks how many, 1 or more; of a shorter history all
   */
  public MovingAverage(int weeks) {
    if (weeks < 1) {
      throw new IllegalArgumentException("weeks is %d; give 1 or more".formatted(weeks));
    }
    this.weeks = weeks;
  }

  @Override
  public String name() {
    return "moving average of " + weeks;
  }

  @Override
  double rate(double[] history) {
    int from = Math.max(0, history.length - weeks);
    double sum = 0;
    for (int week = from; week < history.length; week++) {
      sum += history[week];
    }
    return sum / (history.length - from);
  }
}
