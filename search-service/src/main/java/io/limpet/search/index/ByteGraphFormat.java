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

/**
 * Writes what {@link Lucene99HnswVectorsFormat} writes, under its name, so that Lucene reads it
 * without knowing this class: floats and a graph. Only the graph is made by comparing bytes, which
 * fetches a quarter of the memory, and once, when segments are merged.
 */
final class ByteGraphFormat extends KnnVectorsFormat {
  private static final String NAME = "Lucene99HnswVectorsFormat";

  private final HnswSettings settings;
  private final int graphFrom;
  private final KnnVectorsFormat read = new Lucene99HnswVectorsFormat();
  private final FlatVectorsFormat floats;

  private ByteGraphFormat(HnswSettings settings, int graphFrom, BooleanSupplier stopped) {
    super(NAME);
    this.settings = settings;
    this.graphFrom = graphFrom;
    this.floats =
        new Lucene99FlatVectorsFormat(
            new ByteScorer(FlatVectorScorerUtil.getLucene99FlatVectorsScorer(), stopped));
  }

  /** Writes vectors alone. */
  static KnnVectorsFormat withoutGraph(HnswSettings settings) {
    return new ByteGraphFormat(settings, Integer.MAX_VALUE, () -> false);
  }

  /** Writes a graph as well. */
  static KnnVectorsFormat withGraph(HnswSettings settings) {
    return withGraph(settings, () -> false);
  }

  /** The same, and breaks the building of a graph off when it is to stop. */
  static KnnVectorsFormat withGraph(HnswSettings settings, BooleanSupplier stopped) {
    return new ByteGraphFormat(settings, 0, stopped);
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return new Lucene99HnswVectorsWriter(
        state,
        settings.M(),
        settings.efConstruction(),
        floats,
        floats.fieldsWriter(state),
        /* numMergeWorkers= */ 1,
        /* mergeExec= */ null,
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
