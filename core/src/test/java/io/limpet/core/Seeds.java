package io.limpet.core;

import java.util.Random;
import java.util.stream.LongStream;

/**
 * Seeds for tests on random input: some that never change, and one that always does. The name of a
 * parameterized test shows the seed, so that a failure can be run again by adding it here.
 */
public final class Seeds {
  private Seeds() {}

  /** For {@code @MethodSource}. */
  public static LongStream all() {
    return LongStream.of(1, 20_261_124, new Random().nextLong());
  }
}
