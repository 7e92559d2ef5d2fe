package io.limpet.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static Estimate of(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return new Estimate(values.length, mean, squares / (values.length - 1) / values.length);
  }

  /** The first example that is usually given for Welch's test (Ruxton, 2006, has its setting). */
  @Test
  void isWelchsTest() {
    Estimate a =
        of(
            27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7,
            21.4);
    Estimate b =
        of(
            27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5,
            24.4);

    Comparison comparison = Comparison.of(a, b, 0.05, 0.1);

    assertThat(comparison.difference() / comparison.error()).isEqualTo(2.46, within(0.005));
    assertThat(Comparison.freedom(a, b)).isEqualTo(25.0, within(0.05));
    assertThat(comparison.pValue()).isEqualTo(0.021, within(0.0005));
    assertThat(comparison.interval().low() > 0).isTrue();
    // Fifteen are too few for what holds in the limit.
    assertThat(comparison.safePValue()).isEqualTo(1);
    assertThat(comparison.safeInterval().low()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void theSafeIntervalLeavesOutZeroWhenTheSafeTestRejects() {
    double mixture = AlwaysValid.mixture(0.02);
    for (double variance = 1e-6; variance < 1e-2; variance *= 1.3) {
      double half = AlwaysValid.halfWidth(variance, mixture, 0.05);

      assertThat(AlwaysValid.pValue(half, variance, mixture)).isEqualTo(0.05, within(1e-9));
      assertThat(half).isGreaterThan(1.96 * Math.sqrt(variance));
    }
  }

  /** The mixture of likelihood ratios, added up effect by effect. */
  @Test
  void pValueIsOneOverTheMixtureOfLikelihoodRatios() {
    double variance = 0.0004;
    double mixture = 0.0009;
    double difference = 0.07;
    double step = 1e-5;
    double sum = 0;
    for (double effect = -0.5; effect < 0.5; effect += step) {
      double likelier =
          (difference * difference - (difference - effect) * (difference - effect))
              / (2 * variance);
      double weight = Math.exp(-effect * effect / (2 * mixture)) / Math.sqrt(2 * Math.PI * mixture);
      sum += Math.exp(likelier) * weight * step;
    }

    assertThat(AlwaysValid.pValue(difference, variance, mixture)).isEqualTo(1 / sum, within(1e-6));
  }

  @Test
  void theMixtureIsNearTheBestForTheEffectLookedFor() {
    double effect = 0.01;
    double variance = effect * effect / 15;
    double best = Double.POSITIVE_INFINITY;
    for (double times = 0.01; times < 10; times *= 1.1) {
      best = Math.min(best, AlwaysValid.halfWidth(variance, times * effect * effect, 0.05));
    }

    assertThat(AlwaysValid.halfWidth(variance, AlwaysValid.mixture(effect), 0.05))
        .isLessThan(best * 1.01);
  }

  @Test
  void correctsAsHolmDid() {
    assertThat(Comparison.holm(0.01, 0.04, 0.03, 0.005))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    assertThat(Comparison.holm()).isEmpty();
    assertThat(Comparison.holm(0.7, 0.8)).containsExactly(1, 1);
  }

  /** The example of Kohavi, Tang and Xu, Trustworthy Online Controlled Experiments, 2020. */
  @Test
  void seesThatArmsHaveOtherSharesThanTheyShould() {
    SampleRatio ratio = SampleRatio.of(new double[] {821_588, 815_482}, new double[] {0.5, 0.5});

    assertThat(ratio.pValue()).isEqualTo(1.8e-6, within(0.05e-6));
    assertThat(ratio.isMismatch()).isTrue();
    assertThat(SampleRatio.of(new double[] {505, 495}, new double[] {0.5, 0.5}).isMismatch())
        .isFalse();
    assertThat(SampleRatio.of(new double[] {0, 0}, new double[] {0.5, 0.5}).pValue()).isEqualTo(1);
  }
}
