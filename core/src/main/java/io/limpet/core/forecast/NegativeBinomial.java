package io.limpet.core.forecast;

/**
 * Quantiles of a count with a given mean and variance: a negative binomial distribution, or
 * Poisson's where the variance is no more than the mean. Exact up to a mean of {@link #EXACT},
 * beyond it those of the gamma distribution by Wilson and Hilferty's cube root (1931).
 */
final class NegativeBinomial {
  /** Beyond this mean a count is as good as continuous. */
  static final double EXACT = 200;

  /** A variance is more than the mean by at least this share: the limit is Poisson's. */
  private static final double LEAST_SPREAD = 1.001;

  private NegativeBinomial() {}

  /** The quantiles at the levels of {@link Quantiles}: the least count with that probability. */
  static double[] quantiles(double mean, double variance) {
    double[] quantiles = new double[Quantiles.COUNT];
    if (!(mean > 0)) {
      return quantiles;
    }
    double wide = Math.max(variance, mean * LEAST_SPREAD);
    if (mean > EXACT) {
      double nine = 9 * mean * mean / wide;
      for (int i = 0; i < quantiles.length; i++) {
        double root = 1 - 1 / nine + Quantiles.normal(i) / Math.sqrt(nine);
        quantiles[i] = Math.rint(Math.max(0, mean * root * root * root));
      }
      return quantiles;
    }
    double size = mean * mean / (wide - mean);
    double failure = mean / (size + mean);
    double probability = Math.exp(size * Math.log1p(-failure));
    double below = probability;
    int count = 0;
    for (int i = 0; i < quantiles.length; i++) {
      while (below < Quantiles.level(i) && probability > 0) {
        probability *= (count + size) / (count + 1) * failure;
        count++;
        below += probability;
      }
      quantiles[i] = count;
    }
    return quantiles;
  }
}
