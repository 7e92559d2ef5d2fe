package io.limpet.search.index;

import io.limpet.core.generation.Generation;
import java.util.Set;

/** Where the index of a generation is kept: on this machine, or on a cluster of others. */
public interface Indexes {
  /**
   * Opens the index of a generation, and builds it first unless it is there already, whole and of
   * the same files and settings.
   *
   * @param threads that may build it on this machine, at least 1
   * @throws java.io.UncheckedIOException when it can be neither opened nor built
   */
  VectorIndex open(Generation generation, int threads);

  /** The same, built by one thread. */
  default VectorIndex open(Generation generation) {
    return open(generation, 1);
  }

  /**
   * Removes the indexes of generations other than these.
   *
   * @throws java.io.UncheckedIOException when one cannot be removed
   */
  default void retain(Set<String> generations) {}
}
