package io.limpet.system.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.store.MMapDirectory;

/** Lucene's own HNSW over floats, one segment, searched without its query layer. */
public final class LuceneNearest implements Nearest {
  private static final String FIELD = "vector";
  private static final double BUFFER_MB = 1_024;

  private final DirectoryReader reader;
  private final LeafReader leaf;

  /** Builds the graph in a folder that is empty. */
  public LuceneNearest(Path folder, float[][] vectors, int m, int efConstruction) {
    KnnVectorsFormat format = new Lucene99HnswVectorsFormat(m, efConstruction);
    var config =
        new IndexWriterConfig()
            .setRAMBufferSizeMB(BUFFER_MB)
            .setCodec(
                new Lucene104Codec() {
                  @Override
                  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                    return format;
                  }
                });
    try {
      var directory = new MMapDirectory(folder);
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        for (float[] vector : vectors) {
          var document = new Document();
          document.add(
              new KnnFloatVectorField(
                  FIELD, vector, VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT));
          writer.addDocument(document);
        }
        writer.forceMerge(1);
      }
      reader = DirectoryReader.open(directory);
      leaf = reader.leaves().getFirst().reader();
    } catch (IOException e) {
      throw new UncheckedIOException("building " + folder, e);
    }
  }

  @Override
  public int[] search(float[] query, int k, int ef) {
    try {
      var collector = new TopKnnCollector(ef, Integer.MAX_VALUE);
      leaf.searchNearestVectors(
          FIELD, query, collector, AcceptDocs.fromLiveDocs(null, leaf.maxDoc()));
      ScoreDoc[] found = collector.topDocs().scoreDocs;
      int[] rows = new int[Math.min(k, found.length)];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = found[i].doc;
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("searching", e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
      reader.directory().close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing", e);
    }
  }
}
