package io.limpet.core.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.hash.Hash128;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UniquesTest {
  @Test
  void countsExactlyUpToTheThreshold() {
    Uniques set = of(0, Uniques.EXACT);
    set.merge(of(0, Uniques.EXACT));

    assertThat(set.isExact()).isTrue();
    assertThat(set.count()).isEqualTo(Uniques.EXACT);
    assertThat(set.low()).isEqualTo(set.high()).isEqualTo(set.count());
  }

  @Test
  void estimatesWithinTheErrorThatItStatesBeyond() {
    int outside = 0;
    for (int n = 1_100; n < 200_000; n = n * 5 / 4) {
      Uniques set = of(n, 2 * n);
      assertThat(set.isExact()).isFalse();
      assertThat(set.count()).isBetween(set.low(), set.high());
      assertThat(set.high() / set.low()).isLessThan(1.05);
      assertThat(set.count()).isBetween(0.95 * n, 1.05 * n);
      outside += set.low() <= n && n <= set.high() ? 0 : 1;
    }
    // The texts are always the same: of 24 sets one outside of a 95 % interval is to be expected.
    assertThat(outside).isLessThanOrEqualTo(3);
  }

  @Test
  void theUnionOfSetsCountsEachMemberOnce() {
    Uniques days = new Uniques();
    for (int day = 0; day < 30; day++) {
      days.merge(of(day * 100, day * 100 + 3_000));
    }
    assertThat(5_900.0).isBetween(days.low(), days.high());

    Uniques both = of(0, 700);
    both.merge(of(500, 5_000));
    both.merge(of(4_000, 4_500));
    assertThat(5_000.0).isBetween(both.low(), both.high());
  }

  @Test
  void aReaderMayCountManyExactDaysExactly() {
    Uniques month = new Uniques(100_000);
    for (int day = 0; day < 30; day++) {
      month.merge(of(day * 500, day * 500 + 1_000));
    }
    assertThat(month.isExact()).isTrue();
    assertThat(month.count()).isEqualTo(15_500);
  }

  @Test
  void bytesHoldTheWholeSet() {
    for (int n : new int[] {0, 1, Uniques.EXACT, Uniques.EXACT + 1, 100_000}) {
      Uniques set = of(0, n);
      Uniques read = Uniques.ofBytes(ByteBuffer.wrap(set.toBytes()));
      assertThat(read.count()).isEqualTo(set.count());
      assertThat(read.toBytes()).isEqualTo(set.toBytes()).hasSizeLessThanOrEqualTo(8_193);
      read.merge(of(0, n));
      assertThat((double) n).isBetween(0.97 * read.count(), 1.03 * read.count());
    }
  }

  @Test
  void refusesBytesThatAreNoSet() {
    assertThatThrownBy(() -> Uniques.ofBytes(ByteBuffer.wrap(new byte[] {0, 1, 2})))
        .hasMessageContaining("2 bytes");
    assertThatThrownBy(() -> Uniques.ofBytes(ByteBuffer.wrap(new byte[] {7})))
        .hasMessageContaining("kind 7");
    assertThatThrownBy(() -> Uniques.ofBytes(ByteBuffer.allocate(0)))
        .hasMessageContaining("no bytes");
  }

  @Test
  void damagedSketchesAreRefusedOrReadAndNothingElse() {
    Random random = new Random(5);
    byte[] bytes = of(0, 20_000).toBytes();
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
      damaged[random.nextInt(Math.min(damaged.length, 40))] = (byte) random.nextInt();
      try {
        Uniques.ofBytes(ByteBuffer.wrap(damaged));
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void holdsWhatASetOfTheLibraryHoldsAlsoZeroAndNeighbours() {
    Random random = new Random(9);
    for (int round = 0; round < 200; round++) {
      Uniques set = new Uniques();
      Set<Long> twin = new TreeSet<>();
      int span = 1 << random.nextInt(1, 10);
      for (int i = 0; i < 600; i++) {
        // Few different ones, all in a part of the table: as bad as hashes can be.
        long hash = (long) random.nextInt(span) << random.nextInt(3) * 20;
        set.add(hash);
        twin.add(hash);
      }
      ByteBuffer bytes = ByteBuffer.allocate(1 + Long.BYTES * twin.size()).put((byte) 0);
      twin.forEach(bytes::putLong);
      assertThat(set.count()).isEqualTo(twin.size());
      assertThat(set.toBytes()).isEqualTo(bytes.array());
    }
  }

  private static Uniques of(int from, int to) {
    Uniques set = new Uniques();
    for (int i = from; i < to; i++) {
      set.add(Hash128.of("visitor-" + i).high());
    }
    return set;
  }
}
