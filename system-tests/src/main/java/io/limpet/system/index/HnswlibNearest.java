package io.limpet.system.index;

import com.github.jelmerk.hnswlib.core.DistanceFunctions;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;

/** The HNSW of hnswlib-core, by its inner product distance. */
public final class HnswlibNearest implements Nearest {
  private final HnswIndex<Integer, float[], Row, Float> index;

  /** Builds the graph; the parameters are those of Malkov and Yashunin. */
  public HnswlibNearest(float[][] vectors, int m, int efConstruction) {
    index =
        HnswIndex.newBuilder(
                vectors[0].length, DistanceFunctions.FLOAT_INNER_PRODUCT, vectors.length)
            .withM(m)
            .withEfConstruction(efConstruction)
            .<Integer, Row>build();
    for (int row = 0; row < vectors.length; row++) {
      index.add(new Row(row, vectors[row]));
    }
  }

  /** An item as the library wants it. */
  @SuppressWarnings("ArrayRecordComponent") // the library compares items by id
  private record Row(Integer id, float[] vector) implements Item<Integer, float[]> {
    private static final long serialVersionUID = 1;

    @Override
    public int dimensions() {
      return vector.length;
    }
  }

  @Override
  public int[] search(float[] query, int k, int ef) {
    index.setEf(ef);
    return index.findNearest(query, k).stream().mapToInt(hit -> hit.item().id()).toArray();
  }
}
