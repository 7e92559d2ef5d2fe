package io.limpet.core.experiment;

import io.limpet.core.experiment.Moments.Combination;
import java.util.ArrayList;
import java.util.List;

/**
 * Estimates a metric of arms, visitors being the units.
 *
 * <p>A mean is a mean. A ratio of two sums gets its variance by the delta method: with means X and
 * Y, {@code r = X / Y} varies as the mean of {@code (x - r y) / Y} (Deng, Knoblich and Lu, Applying
 * the Delta Method in Metric Analytics, KDD 2018).
 *
 * <p>CUPED takes out of each estimate what the days before foretell: {@code y - theta (c - C)} with
 * C the mean of the covariate c over all arms and {@code theta = cov(y, c) / var(c)} over all arms
 * (Deng, Xu, Kohavi and Walker, Improving the Sensitivity of Online Controlled Experiments by
 * Utilizing Pre-Experiment Data, WSDM 2013). Of a ratio both are taken linearised, the covariate
 * about the ratio of the days before. Arms are given to visitors without regard to those days, so
 * the expectation stays.
 */
public final class Estimator {
  private Estimator() {}

  /** The metric of an arm as it is. */
  public static Estimate plain(Metric metric, Moments arm) {
    double value = value(metric, arm);
    Combination linear = linear(metric, value, arm);
    return new Estimate(
        arm.count(), value, arm.count() > 0 ? arm.covariance(linear, linear) / arm.count() : 0);
  }

  private static double value(Metric metric, Moments arm) {
    double numerator = arm.mean(metric.numerator().ordinal());
    Quantity denominator = metric.denominator();
    if (denominator == null) {
      return numerator;
    }
    double by = arm.mean(denominator.ordinal());
    return by > 0 ? numerator / by : 0;
  }

  /** What of a visitor the estimate is, but for a constant, the mean of. */
  private static Combination linear(Metric metric, double ratio, Moments arm) {
    Quantity denominator = metric.denominator();
    if (denominator == null) {
      return new Combination(new int[] {metric.numerator().ordinal()}, new double[] {1});
    }
    double by = arm.mean(denominator.ordinal());
    double scale = by > 0 ? 1 / by : 0;
    return new Combination(
        new int[] {metric.numerator().ordinal(), denominator.ordinal()},
        new double[] {scale, -ratio * scale});
  }

  /**
   * Estimates after CUPED.
   *
   * @param arms one an arm, in their order
   * @param reduction the share of the variance that the covariate took out, 0 to 1; 0 where the
   *     days before foretell nothing, and then the estimates are the plain ones
   */
  public record Adjusted(List<Estimate> arms, double reduction) {
    public Adjusted {
      arms = List.copyOf(arms);
    }
  }

  /** The metric of all arms, adjusted by what visitors did before. */
  public static Adjusted adjusted(Metric metric, List<Moments> arms) {
    List<Estimate> plain = arms.stream().map(arm -> plain(metric, arm)).toList();
    var all = new Moments(Quantity.DIMENSIONS);
    arms.forEach(all::add);
    Combination covariate = covariate(metric, all);
    double before = all.covariance(covariate, covariate);
    // Within arms: an effect of the arms is no variance that could be taken out.
    double together = 0;
    double spread = 0;
    double weight = 0;
    for (int i = 0; i < arms.size(); i++) {
      Moments arm = arms.get(i);
      Combination linear = linear(metric, plain.get(i).value(), arm);
      double freedom = Math.max(0, arm.count() - 1);
      together += freedom * arm.covariance(linear, covariate);
      spread += freedom * arm.covariance(covariate, covariate);
      weight += freedom;
    }
    if (!(before > 0) || !(spread > 0)) {
      return new Adjusted(plain, 0);
    }
    double theta = together / spread;
    double mean = all.mean(covariate);
    List<Estimate> adjusted = new ArrayList<>();
    double varianceBefore = 0;
    double varianceAfter = 0;
    for (int i = 0; i < arms.size(); i++) {
      Moments arm = arms.get(i);
      Combination linear = linear(metric, plain.get(i).value(), arm);
      double variance =
          arm.covariance(linear, linear)
              - 2 * theta * arm.covariance(linear, covariate)
              + theta * theta * arm.covariance(covariate, covariate);
      adjusted.add(
          new Estimate(
              arm.count(),
              plain.get(i).value() - theta * (arm.mean(covariate) - mean),
              arm.count() > 0 ? Math.max(0, variance) / arm.count() : 0));
      double share = Math.max(0, arm.count() - 1) / weight;
      varianceBefore += share * arm.covariance(linear, linear);
      varianceAfter += share * Math.max(0, variance);
    }
    return new Adjusted(
        adjusted, varianceBefore > 0 ? Math.max(0, 1 - varianceAfter / varianceBefore) : 0);
  }

  private static Combination covariate(Metric metric, Moments all) {
    int numerator = metric.numerator().before();
    Quantity denominator = metric.denominator();
    // Of answers nothing is known of the days before; what was done then says enough.
    double by = denominator == null ? 0 : all.mean(denominator.before());
    if (denominator == null || by <= 0) {
      return new Combination(new int[] {numerator}, new double[] {1});
    }
    double ratio = all.mean(numerator) / by;
    return new Combination(
        new int[] {numerator, denominator.before()}, new double[] {1 / by, -ratio / by});
  }
}
