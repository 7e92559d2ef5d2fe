package io.limpet.core.experiment;

import java.util.Arrays;

/**
 * What an arm does to a metric, against the control.
 *
 * @param difference arm less control
 * @param error its standard error
 * @param interval of the difference for who looks once, at the end (Welch, 1947)
 * @param pValue the same
 * @param safeInterval of the difference for who looks whenever ({@link AlwaysValid})
 * @param safePValue the same
 * @param lift difference over control, 0 where the control has nothing
 * @param safeLift the interval of the lift for who looks whenever
 */
public record Comparison(
    double difference,
    double error,
    Interval interval,
    double pValue,
    Interval safeInterval,
    double safePValue,
    double lift,
    Interval safeLift) {

  /**
   * Compares.
   *
   * @param alpha of this comparison alone, already divided among several
   * @param effect relative, that is looked for
   */
  public static Comparison of(Estimate control, Estimate arm, double alpha, double effect) {
    double difference = arm.value() - control.value();
    double variance = arm.variance() + control.variance();
    double error = Math.sqrt(variance);
    double mixture = AlwaysValid.mixture(effect * Math.abs(control.value()));
    boolean enough = Math.min(arm.visitors(), control.visitors()) >= AlwaysValid.LEAST;
    double half =
        enough ? AlwaysValid.halfWidth(variance, mixture, alpha) : Double.POSITIVE_INFINITY;
    boolean vary = variance > 0;
    double freedom = freedom(control, arm);
    double lift = control.value() == 0 ? 0 : difference / control.value();
    // By the delta method, of arm / control - 1.
    double liftVariance =
        control.value() == 0
            ? 0
            : (arm.variance() + (1 + lift) * (1 + lift) * control.variance())
                / (control.value() * control.value());
    return new Comparison(
        difference,
        error,
        Interval.about(
            difference,
            vary
                ? error * Distributions.studentQuantile(alpha, freedom)
                : Double.POSITIVE_INFINITY),
        vary ? Distributions.studentTwoSided(difference / error, freedom) : 1,
        Interval.about(difference, half),
        enough ? AlwaysValid.pValue(difference, variance, mixture) : 1,
        lift,
        Interval.about(
            lift,
            enough
                ? AlwaysValid.halfWidth(liftVariance, AlwaysValid.mixture(effect), alpha)
                : Double.POSITIVE_INFINITY));
  }

  /** Welch and Satterthwaite's degrees of freedom. */
  static double freedom(Estimate a, Estimate b) {
    double sum = a.variance() + b.variance();
    double below =
        a.variance() * a.variance() / Math.max(1, a.visitors() - 1)
            + b.variance() * b.variance() / Math.max(1, b.visitors() - 1);
    return below > 0 ? Math.max(1, sum * sum / below) : 1;
  }

  /**
   * Holm's adjusted p-values (1979): each may be compared with alpha, and the probability of even
   * one false rejection stays below it, however they depend on each other.
   */
  public static double[] holm(double... pValues) {
    Integer[] order = new Integer[pValues.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(pValues[a], pValues[b]));
    double[] adjusted = new double[pValues.length];
    double most = 0;
    for (int i = 0; i < order.length; i++) {
      most = Math.max(most, Math.min(1, (order.length - i) * pValues[order[i]]));
      adjusted[order[i]] = most;
    }
    return adjusted;
  }
}
