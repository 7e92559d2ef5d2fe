package io.limpet.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SeriesTest {
  private static final int KEPT = 10;

  private record Added(long bucket, int kind, long amount) {}

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void holdsTheSumsOfTheNewestBucketsInWhateverOrderTheyCame(long seed) {
    Random random = new Random(seed);
    List<Added> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      all.add(new Added(random.nextInt(40) - 5, random.nextInt(5), random.nextInt(7) - 3));
    }
    Series inOrder = of(all);
    Collections.shuffle(all, random);
    Series shuffled = of(all);

    assertThat(shuffled).isEqualTo(inOrder).hasSameHashCodeAs(inOrder);
    assertThat(Series.of(shuffled.bytes())).isEqualTo(shuffled);
    for (int from = -6; from < 36; from++) {
      int to = from + random.nextInt(12);
      for (int kind = 0; kind < 5; kind++) {
        assertThat(shuffled.sum(kind, from, to)).isEqualTo(slowSum(all, kind, from, to));
      }
    }
  }

  private static Series of(List<Added> all) {
    Series series = Series.empty();
    for (Added added : all) {
      series = series.with(added.bucket(), added.kind(), added.amount(), KEPT);
    }
    return series;
  }

  private static long slowSum(List<Added> all, int kind, long from, long to) {
    long newest =
        all.stream().filter(of -> of.amount() != 0).mapToLong(Added::bucket).max().orElseThrow();
    return all.stream()
        .filter(of -> of.kind() == kind && of.bucket() > newest - KEPT)
        .filter(of -> of.bucket() >= from && of.bucket() <= to)
        .mapToLong(Added::amount)
        .sum();
  }

  @Test
  void aSumThatCameToNothingStillMakesOlderBucketsOld() {
    Added old = new Added(1, 0, 5);
    Added up = new Added(20, 0, 2);
    Added down = new Added(20, 0, -2);

    assertThat(of(List.of(old, up, down))).isEqualTo(of(List.of(up, down, old)));
    assertThat(of(List.of(old, up, down)).size()).isZero();
  }

  @Test
  void readsAndWritesTheLargestNumbers() {
    Series series =
        Series.empty()
            .with(1L << 50, 31, Long.MAX_VALUE, KEPT)
            .with(1L << 50, 0, Long.MIN_VALUE, KEPT);

    assertThat(Series.of(series.bytes())).isEqualTo(series);
    assertThat(Series.of(new byte[0])).isEqualTo(Series.empty());
    assertThat(Series.empty().bytes()).isEmpty();
  }

  @Test
  void refusesBytesThatItDidNotWrite() {
    byte[] bytes = Series.empty().with(3, 1, 300, KEPT).with(4, 1, 300, KEPT).bytes();

    for (int length = 2; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      if (length != 5) { // where a whole sum ends
        assertThatThrownBy(() -> Series.of(cut)).isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThatThrownBy(() -> Series.empty().with(0, 32, 1, KEPT))
        .hasMessageContaining("kind 32 is not in 0..31");
  }
}
