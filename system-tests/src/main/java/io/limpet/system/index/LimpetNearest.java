package io.limpet.system.index;

import io.limpet.core.generation.Generation;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.Effort;
import io.limpet.search.index.Hit;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.LuceneVectorIndex;
import io.limpet.search.state.ItemIds;
import java.nio.file.Path;
import java.util.List;

/** The index that the search-service answers from. */
public final class LimpetNearest implements Nearest {
  private final LuceneVectorIndex index;

  /** The row of each item. */
  private final int[] rowOf;

  private final boolean served;

  /**
   * Builds the index of a generation, or opens it if {@code folder} holds it.
   *
   * @param served whether it looks as far as the service would, whatever is asked for; else it
   *     walks its graph as told
   * @param threads that build it
   */
  public LimpetNearest(
      Path folder, Generation generation, int m, int efConstruction, boolean served, int threads) {
    HnswSettings usual = HnswSettings.DEFAULT;
    var ids = new ItemIds();
    this.served = served;
    this.index =
        LuceneVectorIndex.open(
            folder,
            generation,
            new HnswSettings(
                m, efConstruction, usual.efSearch(), served ? usual.recall() : 0, !served),
            ids,
            threads);
    this.rowOf = new int[ids.size()];
    for (int row = 0; row < rowOf.length; row++) {
      rowOf[ids.number(generation.items().id(row))] = row;
    }
  }

  @Override
  public int[] search(float[] query, int k, int ef) {
    List<Hit> hits =
        served
            ? index.search(query, k, Acceptable.ALL)
            : index.search(query, k, Acceptable.ALL, Effort.always(ef));
    int[] rows = new int[hits.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rowOf[hits.get(i).item()];
    }
    return rows;
  }

  @Override
  public void close() {
    index.close();
  }
}
