package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeamTest {
  private final Beam beam = new Beam();

  private List<Integer> rows() {
    return IntStream.range(0, beam.size()).map(beam::row).boxed().toList();
  }

  @Test
  void keepsTheHighestProductsBestFirstAndOfEqualOnesTheLowerRow() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    record Offer(int row, int product) {}
    for (int round = 0; round < 100; round++) {
      int width = 1 + random.nextInt(20);
      beam.reset(width);
      List<Offer> offers = new ArrayList<>();
      int count = random.nextInt(60);
      for (int row : random.ints(0, Integer.MAX_VALUE).distinct().limit(count).toArray()) {
        var offer = new Offer(row, random.nextInt(21) - 10);
        offers.add(offer);
        beam.offer(offer.row(), offer.product());
      }
      List<Integer> expected =
          offers.stream()
              .sorted(
                  Comparator.comparingInt(Offer::product).reversed().thenComparingInt(Offer::row))
              .limit(width)
              .map(Offer::row)
              .toList();
      assertThat(rows()).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void takesEachRowOnceAndTheBestFirstAlsoWhenItComesLater() {
    beam.reset(3);
    beam.offer(1, 10);
    beam.offer(2, 30);
    assertThat(beam.take()).isEqualTo(2);
    beam.offer(3, 40);
    assertThat(beam.take()).isEqualTo(3);
    assertThat(beam.take()).isEqualTo(1);
    assertThat(beam.take()).isEqualTo(-1);
    beam.offer(4, 5);
    assertThat(beam.take()).isEqualTo(-1);
    assertThat(rows()).containsExactly(3, 2, 1);
  }

  @Test
  void wantsWhatWouldGetAPlace() {
    beam.reset(2);
    beam.offer(1, -7);
    assertThat(beam.wants(-9)).isTrue();
    beam.offer(2, -9);
    assertThat(beam.wants(-9)).isFalse();
    assertThat(beam.wants(-8)).isTrue();
  }
}
