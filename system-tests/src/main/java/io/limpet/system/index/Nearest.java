package io.limpet.system.index;

/** Finds the items whose vectors have the highest dot products with a query. */
public interface Nearest extends AutoCloseable {
  /**
   * Rows of the best {@code k} items, in any order.
   *
   * @param ef how far to look: efSearch of an HNSW graph, or what comes nearest to it; not below
   *     {@code k}
   */
  int[] search(float[] query, int k, int ef);

  /** Gives memory and files back. */
  @Override
  default void close() {}
}
