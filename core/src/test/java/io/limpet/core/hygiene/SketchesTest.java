package io.limpet.core.hygiene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The small counters beside what keeps everything. */
class SketchesTest {
  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void countsDifferentItemsAsASetDoes(long seed) {
    var random = new Random(seed);
    Distinct distinct = Distinct.NONE;
    Set<String> items = new HashSet<>();
    for (int i = 0; i < 2_000; i++) {
      String item = "item-" + random.nextInt(5_000);
      items.add(item);
      distinct = distinct.with(item);
      if (i % 100 == 99) {
        // Five standard errors.
        assertThat(distinct.count()).isCloseTo(items.size(), within(8 + 0.1 * items.size()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void countsTheLatestMinuteAsAListDoes(long seed) {
    var random = new Random(seed);
    Pace pace = Pace.NONE;
    List<Long> times = new ArrayList<>();
    long at = 1_772_366_400_000L;
    for (int i = 0; i < 3_000; i++) {
      // Evenly at random, at one a second.
      at += (long) (-1_000 * Math.log(1 - random.nextDouble())) + 1;
      times.add(at);
      pace = pace.with(at, Rhythm.MINUTE);
      long since = at - Rhythm.MINUTE;
      long exact = times.stream().filter(time -> time > since).count();
      assertThat(pace.at(at, Rhythm.MINUTE)).isCloseTo(exact, within(25.0));
    }
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void hasTheVariationOfTheFirstGapsExactly(long seed) {
    var random = new Random(seed);
    Rhythm rhythm = Rhythm.NONE.with(1_772_366_400_000L);
    List<Long> gaps = new ArrayList<>();
    for (int i = 0; i < Rhythm.GAPS; i++) {
      assertThat(rhythm.variation()).isInfinite();
      long gap = 1 + random.nextInt(60_000);
      gaps.add(gap);
      rhythm = rhythm.with(rhythm.lastMillis() + gap);
    }
    double mean = gaps.stream().mapToLong(Long::longValue).average().orElseThrow();
    double variance =
        gaps.stream().mapToDouble(gap -> (gap - mean) * (gap - mean)).average().orElseThrow();
    assertThat(rhythm.variation()).isCloseTo(Math.sqrt(variance) / mean, within(1e-9));
  }
}
