package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DotsTest {
  private static final int ROWS = 50;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  private byte[] vectors(int stride) {
    byte[] vectors = new byte[ROWS * stride];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (byte) (random.nextInt(255) - 127);
    }
    // The largest sums there can be, which must not overflow.
    Arrays.fill(vectors, 0, stride, (byte) 127);
    return vectors;
  }

  private short[] query(int stride) {
    short[] query = new short[stride];
    for (int i = 0; i < stride; i++) {
      query[i] = (short) (random.nextBoolean() ? 127 : random.nextInt(255) - 127);
    }
    return query;
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128, 192, 832})
  void manyAtOnceAreWhatOneAfterTheOtherIs(int stride) {
    byte[] vectors = vectors(stride);
    short[] all = new short[stride];
    Arrays.fill(all, (short) -127);
    for (short[] query : new short[][] {all, query(stride)}) {
      int[] fast = new int[ROWS];
      int[] slow = new int[ROWS];
      new SimdDots().sweep(vectors, 0, ROWS, stride, query, fast);
      new PlainDots().sweep(vectors, 0, ROWS, stride, query, slow);
      assertThat(fast).as("seed %d", seed).isEqualTo(slow);
      int[] rows = random.ints(ROWS, 0, ROWS).toArray();
      new SimdDots().gather(vectors, 0, rows, ROWS, stride, query, fast);
      new PlainDots().gather(vectors, 0, rows, ROWS, stride, query, slow);
      assertThat(fast).as("seed %d", seed).isEqualTo(slow);
      assertThat(slow[1]).isEqualTo(product(vectors, rows[1] * stride, query));
    }
  }

  private static int product(byte[] vectors, int at, short[] query) {
    int sum = 0;
    for (int i = 0; i < query.length; i++) {
      sum += vectors[at + i] * query[i];
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 7})
  void sweepsFromAnywhere(int first) {
    byte[] vectors = vectors(64);
    short[] query = query(64);
    int[] all = new int[ROWS];
    int[] some = new int[5];
    Dots.BEST.sweep(vectors, 0, ROWS, 64, query, all);
    Dots.BEST.sweep(vectors, first * 64, 5, 64, query, some);
    assertThat(some).isEqualTo(Arrays.copyOfRange(all, first, first + 5));
  }
}
