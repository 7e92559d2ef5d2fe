package io.limpet.search.index;

import java.util.List;

/**
 * Vectors of items, searched by dot product. Items are numbered by {@link
 * io.limpet.search.state.ItemIds}.
 *
 * <p>Any number of threads may search while one adds and deletes. What was added is found by every
 * search that begins afterwards.
 */
public interface VectorIndex extends AutoCloseable {
  /** Floats of a vector. */
  int dimensions();

  /** How many items can be found. */
  int size();

  /**
   * The {@code k} acceptable items with the highest dot products, highest first; fewer if there are
   * fewer. An index may miss some of them, never gives a wrong product.
   *
   * @throws IllegalArgumentException when {@code k} is below 1 or the query has other dimensions
   */
  List<Hit> search(float[] query, int k, Acceptable acceptable);

  /**
   * Adds an item, or gives it another vector.
   *
   * @throws IllegalArgumentException when the vector has other dimensions or is not finite
   */
  void add(int item, float[] vector);

  /** Removes an item; nothing happens if it is not there. */
  void delete(int item);

  /** Gives files and memory back. No search may follow; those under way end as they would have. */
  @Override
  void close();

  /** Checks arguments the way every implementation has to. */
  static void check(int dimensions, float[] vector) {
    if (vector.length != dimensions) {
      throw new IllegalArgumentException(
          "a vector of " + vector.length + " floats in an index of " + dimensions);
    }
    for (float x : vector) {
      if (!Float.isFinite(x)) {
        throw new IllegalArgumentException("a vector holds " + x + "; only finite floats compare");
      }
    }
  }

  /** Checks the arguments of a search. */
  static void checkSearch(int dimensions, float[] query, int k) {
    check(dimensions, query);
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + "; ask for 1 or more");
    }
  }
}
