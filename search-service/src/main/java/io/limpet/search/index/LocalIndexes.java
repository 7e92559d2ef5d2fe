package io.limpet.search.index;

import io.limpet.core.generation.Generation;
import io.limpet.search.state.ItemIds;
import java.nio.file.Path;

/**
 * Indexes in the files and the memory of this machine.
 *
 * @param folder of their folders, one a generation
 */
public record LocalIndexes(Path folder, HnswSettings settings, ItemIds ids, IndexMetrics metrics)
    implements Indexes {
  /** Indexes that nobody watches. */
  public LocalIndexes(Path folder, HnswSettings settings, ItemIds ids) {
    this(folder, settings, ids, IndexMetrics.unwatched());
  }

  @Override
  public VectorIndex open(Generation generation, int threads) {
    return LuceneVectorIndex.open(
        folder.resolve(generation.id()),
        generation,
        settings,
        ids,
        threads,
        metrics,
        LuceneVectorIndex.Tending.DEFAULT);
  }
}
