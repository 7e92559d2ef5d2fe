package io.limpet.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitTest {
  private static final int VISITORS = 100_000;

  private static double pValue(int cells, int[] counts) {
    double expected = (double) VISITORS / cells;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return Distributions.chiSquareAbove(sum, cells - 1);
  }

  /** Ids that count up are as unlike chance as ids get. */
  @Test
  void isSpreadEvenly() {
    for (String salt : List.of("home", "cart", "a-much-longer-name-of-an-experiment", "")) {
      int[] counts = new int[100];
      for (int i = 0; i < VISITORS; i++) {
        counts[(int) (Unit.of("user-" + i).spot(salt) * 100)]++;
      }

      assertThat(pValue(100, counts)).as(salt).isGreaterThan(0.001);
    }
  }

  @Test
  void isSpreadIndependentlyBetweenSalts() {
    int[] counts = new int[100];
    for (int i = 0; i < VISITORS; i++) {
      Unit unit = Unit.of("user-" + i);
      counts[10 * (int) (unit.spot("e1") * 10) + (int) (unit.spot("e2") * 10)]++;
    }

    assertThat(pValue(100, counts)).isGreaterThan(0.001);
  }

  @Test
  void aVisitorStaysWhereItIs() {
    // As it was decided once, it is decided for good: these visitors must never change their arm.
    assertThat(IntStream.range(0, 5).map(i -> Unit.of("u" + i).slot("home")).toArray())
        .containsExactly(PLACES);
  }

  private static final int[] PLACES = {9029, 9384, 8061, 9783, 3049};

  @Test
  void experimentsOfOneLayerShareNoPlace() {
    Slots first = Slots.among(List.of(), Slots.of(0.3)).orElseThrow();
    Slots second = Slots.among(List.of(first), Slots.of(0.3)).orElseThrow();
    Slots third = Slots.among(List.of(second), Slots.of(0.5)).orElseThrow();

    assertThat(first.ranges()).containsExactly(0, 3_000);
    assertThat(second.ranges()).containsExactly(3_000, 6_000);
    // Around the one in the middle.
    assertThat(third.ranges()).containsExactly(0, 3_000, 6_000, 8_000);
    assertThat(IntStream.range(0, Slots.COUNT).filter(slot -> third.holds(slot)).count())
        .isEqualTo(third.size())
        .isEqualTo(5_000);
    assertThat(IntStream.range(0, Slots.COUNT).anyMatch(s -> second.holds(s) && third.holds(s)))
        .isFalse();
    assertThat(Slots.free(List.of(second, third))).isEqualTo(2_000);
    assertThat(Slots.among(List.of(second, third), 2_001)).isEmpty();
  }
}
