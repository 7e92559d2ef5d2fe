package io.limpet.core.experiment;

/**
 * Inference that stays right however often and whenever somebody looks: the mixture sequential
 * probability ratio test of a difference that is normal in the limit, with a normal mixture of
 * variance {@code tau^2} about 0 (Robbins, 1970; Johari, Koomen, Pekelis and Walsh, Always Valid
 * Inference: Continuous Monitoring of A/B Tests, Operations Research 70, 2022, eq. 7). With d the
 * difference and V its variance,
 *
 * <pre>
 *   Lambda = sqrt(V / (V + tau^2)) exp( tau^2 d^2 / (2 V (V + tau^2)) )
 *   p      = min(1, 1 / Lambda)
 *   d +- sqrt( V (V + tau^2) / tau^2 * (2 ln(1 / alpha) + ln((V + tau^2) / V)) )
 * </pre>
 *
 * Without an effect {@code P(some Lambda >= 1 / alpha) <= alpha}; the intervals of all looks hold
 * the truth together with probability {@code 1 - alpha}. V is estimated, so all of it is asymptotic
 * (Waudby-Smith et al., Time-uniform central limit theory and asymptotic confidence sequences,
 * Annals of Statistics 52, 2024): nothing is said below {@link #LEAST} visitors an arm.
 */
public final class AlwaysValid {
  /** Visitors of each arm below which the normal limit is not trusted. */
  public static final int LEAST = 100;

  /**
   * The mixture's variance over the squared effect that is looked for. It makes the interval
   * narrowest about when that effect is found with a power of 80 to 90 %: there V is a fifteenth of
   * the squared effect, and the width is least at tau^2 of about nine V.
   */
  static final double MIXTURE = 0.6;

  private AlwaysValid() {}

  /** The mixture's variance for an effect, in the units of the difference. */
  public static double mixture(double effect) {
    return MIXTURE * effect * effect;
  }

  /** The p-value of this look: may be compared with alpha at every look. */
  public static double pValue(double difference, double variance, double mixture) {
    if (!(variance > 0) || !(mixture > 0)) {
      return 1;
    }
    double both = variance + mixture;
    double logLambda =
        0.5 * Math.log(variance / both) + mixture * difference * difference / (2 * variance * both);
    return Math.min(1, Math.exp(-logLambda));
  }

  /** Half of the width of the interval. */
  public static double halfWidth(double variance, double mixture, double alpha) {
    if (!(variance > 0) || !(mixture > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double both = variance + mixture;
    return Math.sqrt(
        variance * both / mixture * (2 * Math.log(1 / alpha) + Math.log(both / variance)));
  }
}
