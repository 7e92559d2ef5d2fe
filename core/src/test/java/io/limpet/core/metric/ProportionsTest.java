package io.limpet.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ProportionsTest {
  /** The twin: the shares that a test of score, done share by share, does not refuse. */
  @Test
  void holdsTheSharesThatTheScoreTestDoesNotRefuse() {
    for (long[] c : new long[][] {{0, 10}, {10, 10}, {3, 8}, {450, 1_000}}) {
      double low = 1;
      double high = 0;
      for (int step = 1; step < 100_000; step++) {
        double p = step / 100_000.0;
        double z = ((double) c[0] / c[1] - p) / Math.sqrt(p * (1 - p) / c[1]);
        if (Math.abs(z) <= 1.959964) {
          low = Math.min(low, p);
          high = Math.max(high, p);
        }
      }
      Proportions.Ranged score = Proportions.share(c[0], c[1]);
      assertThat(score.low()).isCloseTo(low, within(2e-5));
      assertThat(score.high()).isCloseTo(high, within(2e-5));
    }
  }

  /** Newcombe's own example: 56 of 70 against 48 of 80. */
  @Test
  void givesThePublishedIntervalOfADifference() {
    Proportions.Ranged d =
        Proportions.difference(Proportions.share(56, 70), Proportions.share(48, 80));
    assertThat(d.value()).isCloseTo(0.2, within(1e-9));
    assertThat(d.low()).isCloseTo(0.0524, within(1e-4));
    assertThat(d.high()).isCloseTo(0.3339, within(1e-4));
  }

  @Test
  void holdsTheTrueDifferenceAboutAsOftenAsItSays() {
    var random = new Random(3);
    int held = 0;
    for (int run = 0; run < 2_000; run++) {
      Proportions.Ranged d =
          Proportions.difference(drawn(random, 0.3, 120), drawn(random, 0.2, 90));
      held += d.low() <= 0.1 && 0.1 <= d.high() ? 1 : 0;
    }
    assertThat(held / 2_000.0).isBetween(0.935, 0.97);
  }

  private static Proportions.Ranged drawn(Random random, double p, int n) {
    return Proportions.share(random.doubles(n).filter(u -> u < p).count(), n);
  }
}
