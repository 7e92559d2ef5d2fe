package io.limpet.search.index;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.util.VectorUtil;

/**
 * Compares the query with every vector: slow, obvious and never wrong. What others are measured
 * against, and quick enough for some thousand items.
 */
public final class ExactVectorIndex implements VectorIndex {
  private final int dimensions;
  private final ConcurrentHashMap<Integer, float[]> vectors = new ConcurrentHashMap<>();

  public ExactVectorIndex(int dimensions) {
    this.dimensions = dimensions;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int size() {
    return vectors.size();
  }

  @Override
  public List<Hit> search(float[] query, int k, Acceptable acceptable) {
    VectorIndex.checkSearch(dimensions, query, k);
    var top = new TopHits(k);
    for (Map.Entry<Integer, float[]> entry : vectors.entrySet()) {
      if (acceptable.test(entry.getKey())) {
        top.offer(entry.getKey(), VectorUtil.dotProduct(query, entry.getValue()));
      }
    }
    return top.bestFirst();
  }

  @Override
  public void add(int item, float[] vector) {
    VectorIndex.check(dimensions, vector);
    vectors.put(item, vector.clone());
  }

  @Override
  public void delete(int item) {
    vectors.remove(item);
  }

  @Override
  public void close() {
    vectors.clear();
  }
}
