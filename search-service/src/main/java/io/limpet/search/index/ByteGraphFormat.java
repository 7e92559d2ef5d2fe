package io.limpet.search.index;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.hnsw.FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.search.TaskExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Writes what {@link Lucene99HnswVectorsFormat} writes, under its name, so that Lucene reads it
 * without knowing this class: floats and a graph. Only the graph is made by comparing bytes, which
 * fetches a quarter of the memory, and once, when segments are merged.
 */
final class ByteGraphFormat extends KnnVectorsFormat {
  private static final String NAME = "Lucene99HnswVectorsFormat";

  private final HnswSettings settings;
  private final int graphFrom;
  private final int threads;
  private final @Nullable TaskExecutor helpers;
  private final KnnVectorsFormat read = new Lucene99HnswVectorsFormat();
  private final FlatVectorsFormat floats;

  private ByteGraphFormat(
      HnswSettings settings,
      int graphFrom,
      int threads,
      @Nullable TaskExecutor helpers,
      BooleanSupplier stopped) {
    super(NAME);
    this.settings = settings;
    this.graphFrom = graphFrom;
    this.threads = threads;
    this.helpers = helpers;
    this.floats =
        new Lucene99FlatVectorsFormat(
            new ByteScorer(FlatVectorScorerUtil.getLucene99FlatVectorsScorer(), stopped));
  }

  /** Writes vectors alone. */
  static KnnVectorsFormat withoutGraph(HnswSettings settings) {
    return new ByteGraphFormat(settings, Integer.MAX_VALUE, 1, null, () -> false);
  }

  /** Writes a graph as well. */
  static KnnVectorsFormat withGraph(HnswSettings settings) {
    return withGraph(settings, () -> false);
  }

  /** The same, and breaks the building of a graph off when it is to stop. */
  static KnnVectorsFormat withGraph(HnswSettings settings, BooleanSupplier stopped) {
    return new ByteGraphFormat(settings, 0, 1, null, stopped);
  }

  /**
   * Writes a graph as well, which several threads make.
   *
   * @param threads how many, 2 or more, the one that merges among them
   * @param helpers has the others
   */
  static KnnVectorsFormat withGraph(HnswSettings settings, int threads, TaskExecutor helpers) {
    return new ByteGraphFormat(settings, 0, threads, helpers, () -> false);
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return new Lucene99HnswVectorsWriter(
        state,
        settings.M(),
        settings.efConstruction(),
        floats,
        floats.fieldsWriter(state),
        threads,
        helpers,
        graphFrom);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return read.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return read.getMaxDimensions(field);
  }
}
