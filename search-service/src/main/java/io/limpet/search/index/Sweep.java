package io.limpet.search.index;

import java.util.function.IntPredicate;

/**
 * Compares vectors with a query one after the other. Whether a row is acceptable is asked only of
 * those that would get a place: the question costs more than the product. Not thread-safe; used
 * again and again.
 */
final class Sweep {
  private static final int BLOCK = 1_024;

  private final ByteVectors vectors;
  private final int[] products = new int[BLOCK];
  private final int[] rows = new int[BLOCK];

  Sweep(ByteVectors vectors) {
    this.vectors = vectors;
  }

  /** Offers all acceptable rows. */
  void all(short[] query, IntPredicate acceptable, Beam beam) {
    for (int first = 0; first < vectors.size(); first += BLOCK) {
      int count = Math.min(BLOCK, vectors.size() - first);
      vectors.sweep(first, count, query, products);
      for (int i = 0; i < count; i++) {
        if (beam.wants(products[i]) && acceptable.test(first + i)) {
          beam.offer(first + i, products[i]);
        }
      }
    }
  }

  /** Offers those of some rows that are acceptable. */
  void among(int[] some, short[] query, IntPredicate acceptable, Beam beam) {
    for (int first = 0; first < some.length; first += BLOCK) {
      int count = Math.min(BLOCK, some.length - first);
      System.arraycopy(some, first, rows, 0, count);
      vectors.gather(rows, count, query, products);
      for (int i = 0; i < count; i++) {
        if (beam.wants(products[i]) && acceptable.test(rows[i])) {
          beam.offer(rows[i], products[i]);
        }
      }
    }
  }
}
