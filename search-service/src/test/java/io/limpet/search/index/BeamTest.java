package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BeamTest {
  private static final int HIGHEST = 127 * 127 * 64;

  private final Beam beam = new Beam(HIGHEST);

  private List<Integer> rows() {
    return IntStream.range(0, beam.size()).map(beam::row).boxed().toList();
  }

  @Test
  void keepsTheHighestProductsAndOfNearlyEqualLowestOnesThoseThatCameFirst() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    record Offer(int row, int product) {}
    for (int round = 0; round < 300; round++) {
      int width = 1 + random.nextInt(20);
      // Products that fall into few buckets, into many, and at the ends of what may be.
      int range = new int[] {21, 2_000, HIGHEST}[round % 3];
      beam.reset(width);
      List<Offer> offers = new ArrayList<>();
      int count = random.nextInt(60);
      for (int row : random.ints(0, Integer.MAX_VALUE).distinct().limit(count).toArray()) {
        var offer = new Offer(row, random.nextInt(-range, range + 1));
        offers.add(offer);
        beam.offer(offer.row(), offer.product());
      }
      offers.sort(Comparator.comparingInt(Offer::product).reversed());
      List<Integer> kept = rows();
      assertThat(kept).as("seed %d", seed).doesNotHaveDuplicates();
      assertThat(kept.size()).as("seed %d", seed).isBetween(Math.min(width, count), count);
      if (count >= width) {
        // Whatever is clearly better than the last place is kept, nothing that is clearly worse.
        int last = offers.get(width - 1).product();
        for (Offer offer : offers) {
          if (Math.abs(offer.product() - last) > 64) {
            assertThat(kept.contains(offer.row()))
                .as("%s beside %d, seed %d", offer, last, seed)
                .isEqualTo(offer.product() > last);
          }
        }
      }
    }
  }

  @Test
  void staysAsWideAsItIsHoweverManyAreEqual() {
    beam.reset(10);
    for (int row = 0; row < 1_000; row++) {
      beam.offer(row, 5);
    }
    assertThat(rows()).hasSize(10);
  }

  @Test
  void takesEachRowOnceAndTheBestFirstAlsoWhenItComesLater() {
    beam.reset(3);
    beam.offer(1, 1_000);
    beam.offer(2, 3_000);
    assertThat(beam.peek()).isEqualTo(2);
    assertThat(beam.take()).isEqualTo(2);
    beam.offer(3, 4_000);
    assertThat(beam.take()).isEqualTo(3);
    assertThat(beam.take()).isEqualTo(1);
    assertThat(beam.take()).isEqualTo(-1);
    beam.offer(4, 500);
    assertThat(beam.take()).isEqualTo(-1);
    assertThat(rows()).containsExactlyInAnyOrder(3, 2, 1);
  }

  @Test
  void wantsWhatWouldGetAPlace() {
    beam.reset(2);
    beam.offer(1, -7_000);
    assertThat(beam.wants(-9_000)).isTrue();
    beam.offer(2, -9_000);
    assertThat(beam.wants(-9_000)).isFalse();
    assertThat(beam.wants(-8_000)).isTrue();
  }
}
