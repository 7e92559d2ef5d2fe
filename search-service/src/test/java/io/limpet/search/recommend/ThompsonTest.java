package io.limpet.search.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.search.recommend.Thompson.Beta;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThompsonTest {
  @Test
  void whatIsKnownAlikeIsDrawnAlike() {
    double[] three = Thompson.probabilities(Collections.nCopies(3, new Beta(1, 19)));
    assertThat(three).containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-12));
    assertThat(Thompson.probabilities(List.of(new Beta(0.5, 3)))).containsExactly(1);
  }

  @Test
  void theProbabilitiesAreThoseOfTheClosedFormForTwo() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      var a = new Beta(1 + random.nextInt(10), 1 + random.nextInt(120));
      var b = new Beta(1 + random.nextInt(10), 1 + random.nextInt(120));
      double[] both = Thompson.probabilities(List.of(a, b));
      assertThat(both[1]).as("seed %d, %s, %s", seed, a, b).isCloseTo(higher(a, b), within(0.005));
      assertThat(both[0] + both[1]).isCloseTo(1, within(1e-12));
    }
  }

  /** Probability that b is above a, for whole numbers of reactions. */
  private static double higher(Beta a, Beta b) {
    double sum = 0;
    for (int i = 0; i < b.positive(); i++) {
      sum +=
          Math.exp(
              logBeta(a.positive() + i, a.negative() + b.negative())
                  - Math.log(b.negative() + i)
                  - logBeta(1 + i, b.negative())
                  - logBeta(a.positive(), a.negative()));
    }
    return sum;
  }

  private static double logBeta(double a, double b) {
    return logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);
  }

  private static double logFactorial(double n) {
    double sum = 0;
    for (int i = 2; i <= n; i++) {
      sum += Math.log(i);
    }
    return sum;
  }

  @Test
  void whatReactsMoreIsDrawnMoreAndTheUnknownMoreThanTheBad() {
    double[] p =
        Thompson.probabilities(List.of(new Beta(9, 91), new Beta(1, 19), new Beta(1, 119)));
    assertThat(p[0]).isGreaterThan(p[1]);
    assertThat(p[1]).isGreaterThan(p[2]);
    assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
  }
}
