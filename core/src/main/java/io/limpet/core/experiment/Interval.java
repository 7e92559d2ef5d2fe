package io.limpet.core.experiment;

/**
 * A confidence interval.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {
  /** About a middle. */
  static Interval about(double middle, double halfWidth) {
    return new Interval(middle - halfWidth, middle + halfWidth);
  }

  /** Whether all of it is above 0. */
  public boolean isAbove() {
    return low > 0;
  }

  /** Whether all of it is below 0. */
  public boolean isBelow() {
    return high < 0;
  }
}
