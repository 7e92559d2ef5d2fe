package io.limpet.core.metric;

/** Shares and their differences, with intervals of 95 % that are good for few cases too. */
public final class Proportions {
  /** The standard normal distribution's 97.5 % point. */
  private static final double Z = 1.959964;

  private Proportions() {}

  /**
   * A figure with its interval.
   *
   * @param value the figure
   * @param low lower end
   * @param high upper end
   */
  public record Ranged(double value, double low, double high) {
    /** Whether the interval leaves out 0. */
    public boolean excludesZero() {
      return low > 0 || high < 0;
    }
  }

  /**
   * A share with its score interval (Wilson, JASA 1927).
   *
   * @param of how many have it, 0 to {@code n}
   * @param n of how many, above 0
   */
  public static Ranged share(long of, long n) {
    if (of < 0 || of > n || n == 0) {
      throw new IllegalArgumentException("%d of %d is no share".formatted(of, n));
    }
    double p = (double) of / n;
    double z2 = Z * Z;
    double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n)) / (1 + z2 / n);
    return new Ranged(p, Math.max(0, middle - half), Math.min(1, middle + half));
  }

  /**
   * One share less another of other cases, with the interval that the two score intervals make
   * (Newcombe, Statistics in Medicine 17, 1998, method 10).
   */
  public static Ranged difference(Ranged one, Ranged other) {
    double d = one.value() - other.value();
    double below = Math.hypot(one.value() - one.low(), other.high() - other.value());
    double above = Math.hypot(one.high() - one.value(), other.value() - other.low());
    return new Ranged(d, d - below, d + above);
  }
}
