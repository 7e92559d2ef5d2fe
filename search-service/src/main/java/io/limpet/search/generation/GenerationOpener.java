package io.limpet.search.generation;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Registry;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.Indexes;
import io.limpet.search.index.VectorIndex;
import io.limpet.search.state.ItemIds;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens generations of a registry, and builds or opens their indexes. */
public final class GenerationOpener {
  private static final Logger LOG = LoggerFactory.getLogger(GenerationOpener.class);
  private static final int WARMING = 300;
  private static final int K = 100;

  private final Registry registry;
  private final Indexes indexes;
  private final ItemIds ids;

  /**
   * @param indexes where they are kept
   */
  public GenerationOpener(Registry registry, Indexes indexes, ItemIds ids) {
    this.registry = registry;
    this.indexes = indexes;
    this.ids = ids;
  }

  /**
   * Opens a generation and warms its index; takes as long as it takes to build it.
   *
   * @param threads that may build it
   * @param reached is told of every stage when it begins
   * @throws GenerationException when it is missing, damaged or cannot be indexed
   */
  OpenGeneration open(String id, int threads, Consumer<Opening.Stage> reached) {
    reached.accept(Opening.Stage.OPENING);
    Generation generation = registry.open(id);
    try {
      reached.accept(Opening.Stage.BUILDING);
      VectorIndex index = indexes.open(generation, threads);
      reached.accept(Opening.Stage.WARMING);
      int rows = generation.items().size();
      for (int i = 0; i < WARMING && rows > 0; i++) {
        index.search(generation.items().vectors().row(i % rows), K, Acceptable.ALL);
      }
      return new OpenGeneration(generation, index, ids);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new GenerationException(
          "generation " + id + " cannot be indexed: " + e.getMessage(), e);
    }
  }

  /** Removes the indexes of generations that are gone from the registry, but for those in use. */
  void dropIndexesOfTheGone(Set<String> inUse) {
    try {
      Set<String> kept = new HashSet<>(registry.list());
      // A registry without any is one that cannot be looked at, a volume that is not there for one.
      if (!kept.isEmpty()) {
        kept.addAll(inUse);
        indexes.retain(kept);
      }
    } catch (UncheckedIOException e) {
      // What is not removed now only takes room, and is with the next release.
      LOG.warn("{}", e.getMessage());
    }
  }

  /** The generations that there are. */
  public Registry registry() {
    return registry;
  }
}
