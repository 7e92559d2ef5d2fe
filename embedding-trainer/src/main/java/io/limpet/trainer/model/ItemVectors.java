package io.limpet.trainer.model;

/**
 * Vectors of items, as a recommender multiplies them with users'.
 *
 * @param items numbers of the items that have one, ascending
 * @param rows a row each, in the order of {@code items}
 * @param dimensions length of a row
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
public record ItemVectors(int[] items, float[] rows, int dimensions) {
  public ItemVectors {
    if (rows.length != (long) items.length * dimensions) {
      throw new IllegalArgumentException(
          "%d numbers are not %d vectors of %d".formatted(rows.length, items.length, dimensions));
    }
  }

  /** How many items have a vector. */
  public int size() {
    return items.length;
  }

  /** Dot product of two rows. */
  public double dot(int a, int b) {
    double sum = 0;
    for (int i = 0; i < dimensions; i++) {
      sum += rows[a * dimensions + i] * rows[b * dimensions + i];
    }
    return sum;
  }
}
