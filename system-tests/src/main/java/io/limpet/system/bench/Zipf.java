package io.limpet.system.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws ranks of which the r-th, from 0, has a weight of 1 / (r + 1): the popularity of items in
 * most shops, near enough. Immutable.
 */
final class Zipf {
  private final double[] upTo;

  /**
   * A draw among so many ranks.
   *
   * @param ranks 1 or more
   */
  Zipf(int ranks) {
    upTo = new double[ranks];
    double sum = 0;
    for (int rank = 0; rank < ranks; rank++) {
      sum += 1.0 / (rank + 1);
      upTo[rank] = sum;
    }
  }

  /** A rank from 0. */
  int draw(RandomGenerator random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    return Math.min(upTo.length - 1, found < 0 ? -found - 1 : found);
  }
}
