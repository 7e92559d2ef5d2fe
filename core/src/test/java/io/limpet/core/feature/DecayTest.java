package io.limpet.core.feature;

import static io.limpet.core.feature.Acts.BEGIN;
import static io.limpet.core.feature.Acts.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecayTest {
  private record Weight(double weight, long millis) {}

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void isTheSumOfHalvedWeightsAndExactlyTheSameInAnyOrder(long seed) {
    Random random = new Random(seed);
    for (Decay decay : Decay.values()) {
      List<Weight> weights = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        weights.add(new Weight(random.nextInt(12) - 4, BEGIN + random.nextLong(20 * DAY)));
      }
      Series inOrder = of(decay, weights);
      Collections.shuffle(weights, random);
      long now = BEGIN + 20 * DAY + random.nextLong(5 * DAY);

      assertThat(of(decay, weights)).isEqualTo(inOrder);
      // 200 weights rounded to a 131,072nd each, and what is 16 half-lives old.
      assertThat(decay.at(inOrder, 0, now)).isCloseTo(slow(decay, weights, now), within(0.02));
    }
  }

  private static Series of(Decay decay, List<Weight> weights) {
    Series sums = Series.empty();
    for (Weight of : weights) {
      sums = decay.with(sums, 0, of.weight(), of.millis());
    }
    return sums;
  }

  private static double slow(Decay decay, List<Weight> weights, long now) {
    return weights.stream()
        .mapToDouble(
            of -> of.weight() * Math.pow(0.5, (now - of.millis()) / decay.halfLifeDays() / DAY))
        .sum();
  }

  @Test
  void findsTheRateOfASteadyStreamHoweverYoungItIs() {
    for (int days : new int[] {1, 5, 40}) {
      Series sums = Series.empty();
      for (int i = 0; i < 100 * days; i++) {
        sums = Decay.WEEK.with(sums, 0, 1, BEGIN + i * DAY / 100);
      }
      long now = BEGIN + days * DAY;

      assertThat(Decay.WEEK.perDay(Decay.WEEK.at(sums, 0, now), now - BEGIN))
          .isCloseTo(100, within(0.6));
    }
  }
}
