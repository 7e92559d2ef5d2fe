package io.limpet.core.experiment;

/**
 * How many visitors an experiment needs.
 *
 * <p>For who looks once, {@code V = s^2 (1/n_control + 1/n_arm)} has to be at most {@code (effect /
 * (z_(1 - alpha/2) + z_power))^2} (van Belle, Statistical Rules of Thumb, 2008, chapter 2: 16 s^2 /
 * effect^2 an arm for two equal arms, 5 % and 80 %). For who looks whenever, V has to be so small
 * that {@code effect >= halfWidth(V) + z_power sqrt(V)}: then the last look alone has the power.
 *
 * @param once visitors of all arms for who looks once, at the end
 * @param safe visitors of all arms for who looks whenever
 * @param onceDays days that {@code once} takes
 * @param safeDays days that {@code safe} takes; the experiment should run so long
 */
public record SamplePlan(long once, long safe, double onceDays, double safeDays) {

  /**
   * Plans.
   *
   * @throws Refusal when the experiment has no baseline
   */
  public static SamplePlan of(Experiment experiment) {
    Baseline baseline = experiment.baseline();
    if (baseline == null) {
      throw new Refusal(
          "baseline",
          "baseline is missing; give mean, deviation and daily_visitors of the metric to plan"
              + " with");
    }
    double[] shares = experiment.armShares();
    double least = 1;
    for (int i = 1; i < shares.length; i++) {
      least = Math.min(least, shares[i]);
    }
    double perVariance = baseline.deviation() * baseline.deviation() * (1 / shares[0] + 1 / least);
    double effect = experiment.minimumEffect() * baseline.mean();
    double alpha = experiment.alpha() / (shares.length - 1);
    double zPower = Distributions.normalQuantile(experiment.power());
    double z = Distributions.normalQuantile(1 - alpha / 2) + zPower;
    double once = Math.ceil(perVariance * z * z / (effect * effect));
    double safe = Math.ceil(perVariance / safeVariance(effect, alpha, zPower));
    double daily = baseline.dailyVisitors() * experiment.share();
    return new SamplePlan((long) once, (long) safe, once / daily, safe / daily);
  }

  /** The largest variance of the difference with which the last look finds the effect. */
  private static double safeVariance(double effect, double alpha, double zPower) {
    double low = 0;
    double high = effect * effect;
    double mixture = AlwaysValid.mixture(effect);
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      double needed = AlwaysValid.halfWidth(middle, mixture, alpha) + zPower * Math.sqrt(middle);
      if (needed <= effect) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
