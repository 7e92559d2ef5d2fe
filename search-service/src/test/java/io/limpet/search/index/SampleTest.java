package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void meetsEveryKindWhereKindsAlternate() {
    for (int kinds : new int[] {3, 10, 100}) {
      long ofTheFirst =
          IntStream.range(0, 1_000)
              .map(i -> Sample.of(i, 1_000_000))
              .filter(n -> n % kinds == 0)
              .count();
      assertThat(ofTheFirst / 1_000.0).isCloseTo(1.0 / kinds, within(0.02));
    }
  }

  @Test
  void isSpreadEvenlyAndStaysInside() {
    int size = 1_234_567;
    int[] tenths = new int[10];
    for (int i = 0; i < 1_000; i++) {
      tenths[(int) (10L * Sample.of(i, size) / size)]++;
    }
    assertThat(Arrays.stream(tenths).boxed()).allMatch(count -> count >= 90 && count <= 110);
  }
}
