package io.limpet.system.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.system.bench.Growth.Point;
import io.limpet.system.bench.Growth.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static Point point(int interactions, int items, double seconds) {
    return new Point(new Size(interactions, items), seconds);
  }

  @Test
  void readsSizesWithUnits() {
    assertThat(Size.parse("300k:2m")).isEqualTo(new Size(300_000, 2_000_000));
    assertThat(Size.parse(" 12:7 ")).isEqualTo(new Size(12, 7));
  }

  @Test
  void refusesOtherSizesAndSaysHow() {
    assertThatThrownBy(() -> Size.parse("300k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"300k\"")
        .hasMessageContaining("300k:20k");
    assertThatThrownBy(() -> Size.parse("300k:many")).hasMessageContaining("\"many\"");
  }

  @Test
  void twiceTheTimeForTwiceTheWorkIsLinear() {
    var before = List.of(point(100, 10, 3));

    assertThat(Growth.exponent(before, point(200, 10, 6)).orElseThrow()).isCloseTo(1, within(1e-9));
    assertThat(Growth.exponent(before, point(200, 10, 12)).orElseThrow())
        .isCloseTo(2, within(1e-9));
    assertThat(Growth.exponent(before, point(100, 40, 3)).orElseThrow()).isCloseTo(0, within(1e-9));
  }

  @Test
  void comparesWithTheLatestThatDiffersInOneSizeOnly() {
    var before = List.of(point(100, 10, 1), point(1_000, 10, 10), point(3_000, 10, 90));

    assertThat(Growth.exponent(before, point(1_000, 100, 20)).orElseThrow())
        .as("against the second, with as many interactions")
        .isCloseTo(Math.log10(2), within(1e-9));
    assertThat(Growth.exponent(before, point(50, 5, 1))).isEmpty();
    assertThat(Growth.exponent(List.of(), point(50, 5, 1))).isEmpty();
  }
}
