package io.limpet.core.forecast;

import java.util.Arrays;

/**
 * Which quantiles a forecast has: the nine of the M5 uncertainty competition (Makridakis et al.,
 * "The M5 uncertainty competition", 2022), whose pairs bound the middle 99, 95, 67 and 50 per cent.
 */
public final class Quantiles {
  private static final double[] LEVELS = {
    0.005, 0.025, 0.165, 0.25, 0.5, 0.75, 0.835, 0.975, 0.995
  };

  /** Quantiles of the standard normal distribution at the levels. */
  private static final double[] NORMAL = {
    -2.5758, -1.9600, -0.9741, -0.6745, 0, 0.6745, 0.9741, 1.9600, 2.5758
  };

  /** How many there are. */
  public static final int COUNT = LEVELS.length;

  /** Place of the median. */
  public static final int MEDIAN = 4;

  /** Place of the lower end of the middle 95 per cent. */
  public static final int LOW = 1;

  /** Place of the upper end of the middle 95 per cent. */
  public static final int HIGH = 7;

  private Quantiles() {}

  /** The level at a place, in (0, 1), ascending. */
  public static double level(int place) {
    return LEVELS[place];
  }

  /** Quantile of the standard normal distribution at a place. */
  static double normal(int place) {
    return NORMAL[place];
  }

  /**
   * Place of a level.
   *
   * @throws IllegalArgumentException when forecasts have no such quantile
   */
  public static int place(double level) {
    for (int i = 0; i < COUNT; i++) {
      if (Math.abs(LEVELS[i] - level) < 1e-9) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "level %s is none that forecasts have; give one of %s"
            .formatted(level, Arrays.toString(LEVELS)));
  }

  /** Quantiles of these numbers at the levels, with straight lines between order statistics. */
  static double[] of(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double[] quantiles = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      double at = LEVELS[i] * (sorted.length - 1);
      int low = (int) at;
      int high = Math.min(low + 1, sorted.length - 1);
      quantiles[i] = sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }
    return quantiles;
  }
}
