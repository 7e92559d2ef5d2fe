package io.limpet.search.index;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Manifest;
import io.limpet.core.generation.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.TaskExecutor;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * The files of a generation's index: one segment with a graph, and in the commit what it was built
 * from. Built whole or not at all: without its commit, a directory counts as empty.
 */
final class IndexFiles {
  static final String ID = "id";
  static final String VECTOR = "vector";

  /** Rises with what is stored, so that a newer release builds anew. */
  private static final String LAYOUT = "3";

  /** Folder of what is on its way into the index. */
  private static final String PARTS = "parts";

  private static final double BUFFER_MB = 64;

  private static final ThreadFactory BUILDERS =
      Thread.ofPlatform().daemon().name("limpet-building-", 0).factory();

  private IndexFiles() {}

  /** What the commit says; an index fits if all of it is equal. */
  static Map<String, String> stamp(Generation generation, HnswSettings settings) {
    Map<String, String> stamp = new TreeMap<>();
    stamp.put("layout", LAYOUT);
    stamp.put("generation", generation.id());
    stamp.put("dimensions", String.valueOf(generation.dimensions()));
    stamp.put("M", String.valueOf(settings.M()));
    stamp.put("efConstruction", String.valueOf(settings.efConstruction()));
    for (Manifest.FileEntry file : generation.manifest().files()) {
      stamp.put(file.name(), file.sha256());
    }
    return stamp;
  }

  /** Whether {@code directory} holds the finished index of this stamp. */
  static boolean fits(Directory directory, Map<String, String> stamp) {
    try {
      if (!DirectoryReader.indexExists(directory)) {
        return false;
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        for (LeafReaderContext leaf : reader.leaves()) {
          leaf.reader().checkIntegrity();
        }
        return reader.getIndexCommit().getUserData().equals(stamp);
      }
    } catch (IOException | IllegalArgumentException e) {
      // Damaged, or written by a Lucene too old to be read: it is built anew.
      return false;
    }
  }

  /**
   * Builds the index of a generation in place of whatever is there.
   *
   * @param threads that make its graph, at least 1
   */
  static void build(Path folder, Generation generation, HnswSettings settings, int threads)
      throws IOException {
    clear(folder);
    Files.createDirectories(folder);
    Path parts = folder.resolve(PARTS);
    try (Directory directory = new MMapDirectory(parts);
        ExecutorService helpers = Executors.newCachedThreadPool(BUILDERS)) {
      writeVectors(directory, generation, settings);
      IndexWriterConfig config =
          threads == 1
              ? config(settings)
              : config(ByteGraphFormat.withGraph(settings, threads, new TaskExecutor(helpers)));
      try (Directory whole = new MMapDirectory(folder);
          IndexWriter writer = new IndexWriter(whole, config);
          DirectoryReader reader = DirectoryReader.open(directory)) {
        writer.addIndexes(
            reader.leaves().stream()
                .map(leaf -> (CodecReader) leaf.reader())
                .toArray(CodecReader[]::new));
        writer.forceMerge(1);
        writer.setLiveCommitData(stamp(generation, settings).entrySet());
        writer.commit();
      }
    }
    clear(parts);
  }

  /** First the vectors alone: a graph made while they come in is made again by every merge. */
  private static void writeVectors(
      Directory directory, Generation generation, HnswSettings settings) throws IOException {
    Tensor vectors = generation.items().vectors();
    float[] vector = new float[generation.dimensions()];
    IndexWriterConfig config =
        config(ByteGraphFormat.withoutGraph(settings)).setMergePolicy(NoMergePolicy.INSTANCE);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int row = 0; row < generation.items().size(); row++) {
        vectors.row(row, vector);
        writer.addDocument(document(generation.items().id(row), vector.clone()));
      }
    }
  }

  /**
   * Writes items into an index beside those that are there, in place of those of the same id, and
   * takes others out. Without a graph: so few are swept in no time, and the graph of the others
   * stays what it is.
   */
  static void append(
      Directory directory, Map<String, String> stamp, HnswSettings settings, Changes changes)
      throws IOException {
    IndexWriterConfig config =
        config(ByteGraphFormat.withoutGraph(settings)).setMergePolicy(NoMergePolicy.INSTANCE);
    write(
        directory,
        stamp,
        config,
        writer -> {
          for (Map.Entry<String, float[]> item : changes.put().entrySet()) {
            writer.updateDocument(
                new Term(ID, item.getKey()), document(item.getKey(), item.getValue()));
          }
          for (String gone : changes.gone()) {
            writer.deleteDocuments(new Term(ID, gone));
          }
        });
  }

  /** What is to be written: vectors by id, and ids of items that went. */
  record Changes(Map<String, float[]> put, List<String> gone) {}

  /**
   * Makes one segment of some, with a graph if it gets {@code graphFrom} rows: built whole, as that
   * of a new index is.
   *
   * @param stopped asked again and again; then nothing is merged, and all stays as it was
   */
  static void merge(
      Directory directory,
      Map<String, String> stamp,
      HnswSettings settings,
      List<MergePlan.Size> some,
      int graphFrom,
      BooleanSupplier stopped)
      throws IOException {
    long rows = some.stream().mapToLong(MergePlan.Size::live).sum();
    Set<String> names = some.stream().map(MergePlan.Size::name).collect(Collectors.toSet());
    KnnVectorsFormat format =
        rows >= graphFrom
            ? ByteGraphFormat.withGraph(settings, stopped)
            : ByteGraphFormat.withoutGraph(settings);
    IndexWriterConfig config =
        config(format)
            .setMergePolicy(new SegmentMerge(names))
            .setMergeScheduler(new SerialMergeScheduler());
    write(directory, stamp, config, IndexWriter::maybeMerge);
  }

  private interface Work {
    void on(IndexWriter writer) throws IOException;
  }

  /** Does all of it or nothing. */
  private static void write(
      Directory directory, Map<String, String> stamp, IndexWriterConfig config, Work work)
      throws IOException {
    IndexWriter writer = new IndexWriter(directory, config);
    try {
      work.on(writer);
      writer.setLiveCommitData(stamp.entrySet());
      writer.commit();
    } finally {
      // What was committed stays; closing would commit what failed half way.
      writer.rollback();
    }
  }

  private static Document document(String id, float[] stored) {
    var document = new Document();
    document.add(new StringField(ID, id, Field.Store.NO));
    document.add(new SortedDocValuesField(ID, new BytesRef(id)));
    document.add(
        new KnnFloatVectorField(VECTOR, stored, VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT));
    return document;
  }

  static IndexWriterConfig config(HnswSettings settings) {
    return config(ByteGraphFormat.withGraph(settings));
  }

  private static IndexWriterConfig config(KnnVectorsFormat format) {
    return new IndexWriterConfig()
        .setRAMBufferSizeMB(BUFFER_MB)
        .setUseCompoundFile(false)
        .setCodec(
            new Lucene104Codec() {
              @Override
              public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
              }
            });
  }

  /** Whether a folder holds an index. */
  static boolean areIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Directory directory = new MMapDirectory(folder)) {
      return DirectoryReader.indexExists(directory);
    }
  }

  /** Removes a folder with all that is in it. */
  static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
