package io.limpet.search.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.lucene.codecs.hnsw.FlatVectorsScorer;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.apache.lucene.util.hnsw.UpdateableRandomVectorScorer;

/**
 * Compares vectors with each other by their bytes while a graph is built, and leaves queries to
 * another scorer.
 */
final class ByteScorer implements FlatVectorsScorer {
  private final FlatVectorsScorer floats;
  private final BooleanSupplier stopped;

  /**
   * @param floats compares queries
   * @param stopped asked before each vector that is put into a graph; then the merge is broken off
   */
  ByteScorer(FlatVectorsScorer floats, BooleanSupplier stopped) {
    this.floats = floats;
    this.stopped = stopped;
  }

  @Override
  public RandomVectorScorerSupplier getRandomVectorScorerSupplier(
      VectorSimilarityFunction similarity, KnnVectorValues values) throws IOException {
    return values instanceof FloatVectorValues vectors
            && similarity == VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT
            && ByteVectors.fit(vectors.size(), vectors.dimension())
        ? new ByBytes(vectors, stopped)
        : floats.getRandomVectorScorerSupplier(similarity, values);
  }

  @Override
  public RandomVectorScorer getRandomVectorScorer(
      VectorSimilarityFunction similarity, KnnVectorValues values, float[] query)
      throws IOException {
    return floats.getRandomVectorScorer(similarity, values, query);
  }

  @Override
  public RandomVectorScorer getRandomVectorScorer(
      VectorSimilarityFunction similarity, KnnVectorValues values, byte[] query)
      throws IOException {
    return floats.getRandomVectorScorer(similarity, values, query);
  }

  /** Reads the vectors when the first is compared: a segment in the making has none before. */
  private static final class ByBytes implements RandomVectorScorerSupplier {
    private final FloatVectorValues values;
    private final BooleanSupplier stopped;
    private final List<ByteVectors> bytes = new ArrayList<>(1);

    ByBytes(FloatVectorValues values, BooleanSupplier stopped) {
      this.values = values;
      this.stopped = stopped;
    }

    @Override
    public UpdateableRandomVectorScorer scorer() throws IOException {
      synchronized (bytes) {
        if (bytes.isEmpty()) {
          bytes.add(ByteVectors.of(values));
        }
      }
      return new Scorer(bytes.getFirst(), stopped);
    }

    @Override
    public RandomVectorScorerSupplier copy() {
      return this;
    }
  }

  /** One vector against others. A product is a score above 1, or between 0 and 1 if negative. */
  private static final class Scorer implements UpdateableRandomVectorScorer {
    private final ByteVectors bytes;
    private final BooleanSupplier stopped;
    private final short[] query;
    private final int[] product = new int[1];
    private int[] products = new int[0];
    private float scale;

    Scorer(ByteVectors bytes, BooleanSupplier stopped) {
      this.bytes = bytes;
      this.stopped = stopped;
      this.query = bytes.emptyQuery();
    }

    @Override
    public void setScoringOrdinal(int row) throws IOException {
      if (stopped.getAsBoolean()) {
        throw new MergePolicy.MergeAbortedException("the index is being closed");
      }
      bytes.query(row, query);
      scale = bytes.scale(row);
    }

    @Override
    public float score(int row) {
      bytes.sweep(row, 1, query, product);
      return positive(product[0] * scale);
    }

    @Override
    public float bulkScore(int[] rows, float[] scores, int count) {
      if (products.length < count) {
        products = new int[count];
      }
      bytes.gather(rows, count, query, products);
      float highest = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < count; i++) {
        scores[i] = positive(products[i] * scale);
        highest = Math.max(highest, scores[i]);
      }
      return highest;
    }

    private static float positive(float product) {
      return product >= 0 ? 1 + product : 1 / (1 - product);
    }

    @Override
    public int maxOrd() {
      return bytes.size();
    }
  }
}
