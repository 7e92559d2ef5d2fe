package io.limpet.system.index;

import io.limpet.core.generation.Generation;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.Hit;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.LuceneVectorIndex;
import io.limpet.search.state.ItemIds;
import java.nio.file.Path;

/** The index that the search-service answers from. */
public final class LimpetNearest implements Nearest {
  private final Generation generation;
  private final ItemIds ids = new ItemIds();
  private final LuceneVectorIndex index;

  /**
   * Builds the index of a generation, or opens it if {@code folder} holds it.
   *
   * @param settings of the graph, and up to how many items are compared without it
   */
  public LimpetNearest(Path folder, Generation generation, HnswSettings settings) {
    this.generation = generation;
    this.index = LuceneVectorIndex.open(folder, generation, settings, ids);
    index.warm();
  }

  @Override
  public int[] search(float[] query, int k) {
    return index.search(query, k, Acceptable.ALL).stream()
        .mapToInt((Hit hit) -> generation.items().row(ids.id(hit.item())))
        .toArray();
  }

  @Override
  public void close() {
    index.close();
  }
}
