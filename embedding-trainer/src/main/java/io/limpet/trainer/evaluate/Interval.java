package io.limpet.trainer.evaluate;

import java.util.Locale;

/**
 * Where a figure lies with 95 % confidence.
 *
 * @param low lower end
 * @param high upper end, not below it
 */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("interval from %s to %s".formatted(low, high));
    }
  }

  /** Whether all of it is above. */
  public boolean isAbove(double value) {
    return low > value;
  }

  /** Whether all of it is below. */
  public boolean isBelow(double value) {
    return high < value;
  }

  /** As {@code [+0.0012, +0.0034]}. */
  public String signed() {
    return String.format(Locale.ROOT, "[%+.4f, %+.4f]", low, high);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "[%.4f, %.4f]", low, high);
  }
}
