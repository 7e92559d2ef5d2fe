package io.limpet.system.index;

/** Finds the items whose vectors have the highest dot products with a query. */
public interface Nearest extends AutoCloseable {
  /**
   * Rows of the best {@code k} items, in any order.
   *
   * @throws IllegalArgumentException when {@code k} is below 1
   */
  int[] search(float[] query, int k);

  @Override
  default void close() {}
}
