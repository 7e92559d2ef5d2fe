package io.limpet.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static Figures figures(String name, int[] hits) {
    int[] relevant = new int[hits.length];
    Arrays.fill(relevant, 1);
    return new Figures(name, "test", Scope.FRESH, Map.of(), Outcomes.of(relevant, hits), List.of());
  }

  /** Every user is a hit at rank 1 with this chance; the same seed gives like users. */
  private static int[] hits(double chance, long seed) {
    var random = new SplittableRandom(seed);
    return random.doubles(2_000).mapToInt(u -> u < chance ? 1 : 0).toArray();
  }

  @Test
  void seesByPairsWhatSeparateIntervalsHide() {
    Figures model = figures("model", hits(0.11, 1));
    Figures rival = figures("rival", hits(0.10, 1));

    Difference difference = Difference.of(model, rival);

    Interval alone = model.intervals().get("ndcg@10");
    assertThat(alone.low()).as("overlaps").isLessThan(rival.intervals().get("ndcg@10").high());
    assertThat(difference.isBetter()).isTrue();
    assertThat(difference.p()).isLessThan(0.01);
    assertThat(difference.mean())
        .isCloseTo(
            model.outcomes().mean(Metric.MAIN) - rival.outcomes().mean(Metric.MAIN), within(1e-12));
  }

  @Test
  void isTheOppositeTheOtherWayRound() {
    Figures model = figures("model", hits(0.11, 1));
    Figures rival = figures("rival", hits(0.10, 1));

    Difference there = Difference.of(model, rival);
    Difference back = Difference.of(rival, model);

    assertThat(back.mean()).isCloseTo(-there.mean(), within(1e-12));
    assertThat(back.p()).isCloseTo(there.p(), within(0.005));
    assertThat(back.isWorse()).isTrue();
  }

  @Test
  void findsChanceAboutAsOftenAsPromised() {
    int alarms = 0;
    for (long seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      double[] noise =
          random.doubles(60).map(u -> u < 0.5 ? 0 : random.nextDouble() - 0.5).toArray();
      alarms += Difference.randomisation(noise) <= 0.05 ? 1 : 0;
    }

    assertThat(alarms).isBetween(2, 20);
  }

  @Test
  void isExactForFewUsers() {
    // Of the 8 ways to sign three ones, two have a sum as far from 0 as three.
    assertThat(Difference.randomisation(new double[] {1, 1, 1, 0, 0}))
        .isCloseTo(0.25, within(0.02));
    assertThat(Difference.randomisation(new double[] {0, 0})).isEqualTo(1);
  }
}
