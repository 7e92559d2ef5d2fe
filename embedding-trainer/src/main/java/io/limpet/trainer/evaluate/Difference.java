package io.limpet.trainer.evaluate;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How much better one model is than another on the same questions, user by user, which is far
 * sharper than two intervals side by side.
 *
 * @param rival the other model
 * @param mean mean of the differences, above 0 when the other is worse
 * @param interval of that mean, by {@link Bootstrap}
 * @param p how likely a difference at least as large is if it did not matter which model answered;
 *     two-sided
 */
public record Difference(String rival, double mean, Interval interval, double p) {
  /** The smallest p that so many can tell is 0.0001. */
  static final int FLIPS = 9_999;

  private static final long SEED = 20_070_611;

  /** Between two models by NDCG@10. */
  public static Difference of(Figures model, Figures rival) {
    return of(model, rival, Metric.MAIN);
  }

  /**
   * Between two models by a metric.
   *
   * @throws IllegalArgumentException when they did not answer the same questions
   */
  public static Difference of(Figures model, Figures rival, Metric metric) {
    if (!model.outcomes().asksTheSameAs(rival.outcomes())) {
      throw new IllegalArgumentException(
          "%s and %s did not answer the same questions".formatted(model.model(), rival.model()));
    }
    double[] differences = model.outcomes().values(metric);
    double[] others = rival.outcomes().values(metric);
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= others[i];
    }
    double sum = Arrays.stream(differences).sum();
    return new Difference(
        rival.model(),
        differences.length == 0 ? 0 : sum / differences.length,
        Bootstrap.mean(differences),
        randomisation(differences));
  }

  /**
   * Fisher's randomisation test (for rankings: Smucker, Allan and Carterette, CIKM 2007): under the
   * hypothesis that the models are the same, every difference could as well have the other sign.
   */
  static double randomisation(double[] differences) {
    double[] moved = Arrays.stream(differences).filter(d -> d != 0).toArray();
    double seen = Math.abs(Arrays.stream(moved).sum());
    SplittableRandom random = new SplittableRandom(SEED);
    int asLarge = 1;
    for (int flip = 0; flip < FLIPS; flip++) {
      double sum = 0;
      long signs = 0;
      for (int i = 0; i < moved.length; i++) {
        signs = (i & 63) == 0 ? random.nextLong() : signs >>> 1;
        sum += (signs & 1) == 0 ? moved[i] : -moved[i];
      }
      // Sums of the same numbers in another order differ in their last bits.
      asLarge += Math.abs(sum) >= seen - 1e-9 ? 1 : 0;
    }
    return (double) asLarge / (FLIPS + 1);
  }

  /** Whether the interval is above 0. */
  public boolean isBetter() {
    return interval.isAbove(0);
  }

  /** Whether the interval is below 0. */
  public boolean isWorse() {
    return interval.isBelow(0);
  }

  /** As {@code +0.0123 [+0.0101, +0.0145]}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%+.4f %s", mean, interval.signed());
  }
}
