package io.limpet.core.experiment;

/** Distribution functions, to about ten digits. */
public final class Distributions {
  private static final double TINY = 1e-300;
  private static final int STEPS = 500;
  private static final double ENOUGH = 1e-15;

  /** Lanczos' series for the gamma function, g = 7, n = 9 (Godfrey, 2001). */
  private static final double[] LANCZOS = {
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private Distributions() {}

  /** Probability that a standard normal variable is at most {@code z}. */
  public static double normal(double z) {
    double tail = upperGamma(0.5, z * z / 2) / 2;
    return z > 0 ? 1 - tail : tail;
  }

  /** The value that a standard normal variable is below with probability {@code p}. */
  public static double normalQuantile(double p) {
    return bisect(p, -40, 40, Distributions::normal);
  }

  /** Probability that Student's t is farther from 0 than {@code t}, on both sides. */
  public static double studentTwoSided(double t, double freedom) {
    return beta(freedom / 2, 0.5, freedom / (freedom + t * t));
  }

  /** What Student's t is farther from 0 than with probability {@code p}, on both sides. */
  public static double studentQuantile(double p, double freedom) {
    return bisect(-p, 0, 1e6, t -> -studentTwoSided(t, freedom));
  }

  /** Probability that chi-square is above {@code value}. */
  public static double chiSquareAbove(double value, double freedom) {
    return value <= 0 ? 1 : upperGamma(freedom / 2, value / 2);
  }

  private static double bisect(
      double wanted, double low, double high, java.util.function.DoubleUnaryOperator rising) {
    double from = low;
    double to = high;
    for (int i = 0; i < 200 && to - from > 1e-13 * Math.max(1, Math.abs(from)); i++) {
      double middle = (from + to) / 2;
      if (rising.applyAsDouble(middle) < wanted) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return (from + to) / 2;
  }

  /** The logarithm of the gamma function of {@code x} above 0. */
  static double logGamma(double x) {
    if (x < 0.5) {
      return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
    }
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    double t = x + 6.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }

  /** Q(a, x), the upper regularised incomplete gamma function (DLMF 8.2.4, 8.7.1 and 8.9.2). */
  static double upperGamma(double a, double x) {
    if (x <= 0) {
      return 1;
    }
    double scale = Math.exp(-x + a * Math.log(x) - logGamma(a));
    if (x < a + 1) {
      double term = 1 / a;
      double sum = term;
      for (int n = 1; n < STEPS && term > sum * ENOUGH; n++) {
        term *= x / (a + n);
        sum += term;
      }
      return 1 - sum * scale;
    }
    // Lentz's way through a continued fraction.
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double h = d;
    for (int i = 1; i < STEPS; i++) {
      double an = -i * (i - a);
      b += 2;
      d = 1 / nonZero(an * d + b);
      c = nonZero(b + an / c);
      h *= d * c;
      if (Math.abs(d * c - 1) < ENOUGH) {
        break;
      }
    }
    return scale * h;
  }

  /** I_x(a, b), the regularised incomplete beta function (DLMF 8.17.22). */
  static double beta(double a, double b, double x) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * betaFraction(a, b, x) / a
        : 1 - front * betaFraction(b, a, 1 - x) / b;
  }

  private static double betaFraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m < STEPS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / nonZero(1 + even * d);
      c = nonZero(1 + even / c);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + odd * d);
      c = nonZero(1 + odd / c);
      h *= d * c;
      if (Math.abs(d * c - 1) < ENOUGH) {
        break;
      }
    }
    return h;
  }

  private static double nonZero(double of) {
    return Math.abs(of) < TINY ? TINY : of;
  }
}
