package io.limpet.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  /** NDCG-like values: mostly 0, some up to 1; the mean of the distribution is 0.15. */
  private static double[] sample(SplittableRandom random, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextInt(10) < 3 ? random.nextDouble() : 0;
    }
    return values;
  }

  @Test
  void holdsTheTrueMeanAboutNineteenTimesOfTwenty() {
    var random = new SplittableRandom(11);
    int held = 0;
    int samples = 500;
    for (int i = 0; i < samples; i++) {
      Interval interval = Bootstrap.mean(sample(random, 200));
      held += interval.low() <= 0.15 && 0.15 <= interval.high() ? 1 : 0;
    }

    // Three standard errors of a share of .95 among 500 are .029.
    assertThat(held / (double) samples).isCloseTo(0.95, within(0.03));
  }

  @Test
  void isAboutAsWideAsTheNormalApproximation() {
    double[] values = sample(new SplittableRandom(3), 5_000);
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / 4_999;
    double half = 1.96 * Math.sqrt(variance / 5_000);

    Interval interval = Bootstrap.mean(values);

    assertThat(interval.low()).isCloseTo(mean - half, within(0.1 * half));
    assertThat(interval.high()).isCloseTo(mean + half, within(0.1 * half));
  }

  @Test
  void givesSeveralMeansTheIntervalsThatEachWouldHaveAlone() {
    double[] values = sample(new SplittableRandom(4), 300);
    double[] doubled = Arrays.stream(values).map(v -> 2 * v).toArray();

    Interval[] both = Bootstrap.means(new double[][] {values, doubled});

    assertThat(both[0]).isEqualTo(Bootstrap.mean(values));
    assertThat(both[1].low()).isCloseTo(2 * both[0].low(), within(1e-12));
  }

  @Test
  void isAPointWithoutValuesOrWithEqualOnes() {
    assertThat(Bootstrap.mean(new double[0])).isEqualTo(new Interval(0, 0));
    assertThat(Bootstrap.mean(new double[] {0.25, 0.25, 0.25})).isEqualTo(new Interval(0.25, 0.25));
  }
}
