package io.limpet.search.index;

import io.limpet.search.index.Effort.Way;
import io.limpet.search.state.ItemIds;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SegmentInfo;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.jspecify.annotations.Nullable;

/**
 * One segment of Lucene's files, its vectors as bytes and its graph flat in memory. Candidates are
 * found by bytes, whichever way is cheapest, and put in order by the floats of the file.
 * Thread-safe while its reader is open.
 */
final class Segment {
  /** Rows whose acceptability is asked for an estimate of how many are acceptable. */
  private static final int SAMPLE = 128;

  private static final int NONE = -1;

  /** How Lucene says in a segment's diagnostics that nobody has merged it. */
  private static final String SOURCE = "source";

  private static final String FLUSHED = "flush";

  private final LeafReader reader;

  /** The item of each row: rows are Lucene's documents, each of which has a vector. */
  private final int[] itemOf;

  /** The row of each item, {@link #NONE} where it is not here or is deleted. */
  private final int[] rowOf;

  private final ByteVectors bytes;
  private final @Nullable FlatGraph graph;
  private final ConcurrentLinkedQueue<Search> searches = new ConcurrentLinkedQueue<>();

  /** What a search needs room for. */
  private static final class Search {
    private final Beam beam;
    private final Sweep sweep;
    private final @Nullable GraphWalker walker;
    private int[] found = {};

    Search(ByteVectors bytes, @Nullable FlatGraph graph) {
      this.beam = new Beam(bytes.highestProduct());
      this.sweep = new Sweep(bytes);
      this.walker = graph == null ? null : new GraphWalker(graph, bytes);
    }
  }

  Segment(LeafReader reader, ItemIds ids) throws IOException {
    this(reader, ids, ByteVectors.of(reader.getFloatVectorValues(IndexFiles.VECTOR)));
  }

  private Segment(LeafReader reader, ItemIds ids, ByteVectors bytes) throws IOException {
    this(reader, itemOf(reader, ids), bytes, graph(reader, bytes));
  }

  private Segment(LeafReader reader, int[] itemOf, ByteVectors bytes, @Nullable FlatGraph graph) {
    this.reader = reader;
    this.itemOf = itemOf;
    this.rowOf = rowOf(itemOf, reader.getLiveDocs());
    this.bytes = bytes;
    this.graph = graph;
  }

  private static int[] itemOf(LeafReader reader, ItemIds ids) throws IOException {
    int[] itemOf = new int[reader.maxDoc()];
    SortedDocValues values = reader.getSortedDocValues(IndexFiles.ID);
    for (int row = 0; row < itemOf.length; row++) {
      values.advanceExact(row);
      itemOf[row] = ids.number(values.lookupOrd(values.ordValue()).utf8ToString());
    }
    return itemOf;
  }

  private static int[] rowOf(int[] itemOf, @Nullable Bits live) {
    int[] rowOf = new int[Arrays.stream(itemOf).max().orElse(0) + 1];
    Arrays.fill(rowOf, NONE);
    for (int row = 0; row < itemOf.length; row++) {
      if (live == null || live.get(row)) {
        rowOf[itemOf[row]] = row;
      }
    }
    return rowOf;
  }

  /** What does not change with deletions: of equal ones all but those is shared. */
  Object core() {
    return core(reader);
  }

  static Object core(LeafReader reader) {
    return reader.getCoreCacheHelper().getKey();
  }

  /** The same segment with what was deleted since. */
  Segment withDeletions(LeafReader newer) {
    return new Segment(newer, itemOf, bytes, graph);
  }

  private static @Nullable FlatGraph graph(LeafReader reader, ByteVectors bytes)
      throws IOException {
    if (reader instanceof CodecReader codec
        && codec.getVectorReader() instanceof PerFieldKnnVectorsFormat.FieldsReader fields) {
      KnnVectorsReader field = fields.getFieldReader(IndexFiles.VECTOR);
      if (field instanceof HnswGraphProvider provider) {
        HnswGraph hnsw = provider.getGraph(IndexFiles.VECTOR);
        // Lucene builds none for a few.
        return hnsw == null || hnsw.size() < reader.maxDoc() ? null : FlatGraph.of(hnsw, bytes);
      }
    }
    return null;
  }

  boolean contains(int item) {
    return item < rowOf.length && rowOf[item] != NONE;
  }

  /** Rows, also of what is deleted. */
  int size() {
    return itemOf.length;
  }

  /** What decides whether it is merged. */
  MergePlan.Size rows() {
    SegmentInfo info = ((SegmentReader) FilterLeafReader.unwrap(reader)).getSegmentInfo().info;
    boolean asWritten = FLUSHED.equals(info.getDiagnostics().get(SOURCE));
    return new MergePlan.Size(info.name, reader.numDocs(), reader.numDeletedDocs(), asWritten);
  }

  boolean hasGraph() {
    return graph != null;
  }

  /** Offers the best {@code k} that are acceptable, or most of them. */
  void search(
      float[] query, int k, Effort effort, Acceptable acceptable, IntPredicate test, TopHits top)
      throws IOException {
    Search search = searches.poll();
    if (search == null) {
      search = new Search(bytes, graph);
    }
    IntPredicate row = r -> rowOf[itemOf[r]] == r && test.test(itemOf[r]);
    int found = find(search, bytes.query(query), k, effort, acceptable, row);
    FloatVectorValues floats = reader.getFloatVectorValues(IndexFiles.VECTOR);
    for (int i = 0; i < found; i++) {
      int item = itemOf[search.found[i]];
      top.offer(item, VectorUtil.dotProduct(query, floats.vectorValue(search.found[i])));
    }
    searches.add(search);
  }

  /** Leaves in the search the rows that are to be compared by floats; says how many. */
  private int find(
      Search search, short[] query, int k, Effort effort, Acceptable acceptable, IntPredicate row) {
    int some = acceptable(acceptable, row);
    int[] items = acceptable.items();
    Way way = effort.way(effort.width(k), size(), some, items != null, hasGraph());
    if (way == Way.GRAPH && search.walker != null) {
      long wide = (long) effort.width(k) * size() / Math.max(1, some);
      search.walker.walk(query, (int) Math.min(size(), wide), search.beam);
      int found = accepted(search, row, k);
      if (found >= k) {
        return found;
      }
    }
    search.beam.reset(Math.min(size(), candidates(k)));
    if (items != null && way == Way.AMONG) {
      search.sweep.among(acceptable.at(this, this::rows), query, row, search.beam);
    } else {
      search.sweep.all(query, row, search.beam);
    }
    return accepted(search, row, k);
  }

  /** Takes the best acceptable rows out of the beam, about as many as may matter. */
  private static int accepted(Search search, IntPredicate row, int k) {
    int most = Math.min(search.beam.size(), candidates(k));
    if (search.found.length < most) {
      search.found = new int[most];
    }
    int found = 0;
    for (int i = 0; i < search.beam.size() && found < most; i++) {
      if (row.test(search.beam.row(i))) {
        search.found[found++] = search.beam.row(i);
      }
    }
    return found;
  }

  /** How it is searched for the best {@code k}. */
  Way way(int k, Effort effort, Acceptable acceptable) {
    int some = acceptable(acceptable, row -> acceptable.test(itemOf[row]));
    return effort.way(effort.width(k), size(), some, acceptable.items() != null, hasGraph());
  }

  /** How many rows are acceptable; from a sample, if they cannot be counted. */
  private int acceptable(Acceptable acceptable, IntPredicate row) {
    int[] items = acceptable.items();
    if (items != null) {
      return Math.min(items.length, size());
    }
    if (acceptable == Acceptable.ALL || size() <= SAMPLE) {
      return size();
    }
    int passed = 0;
    for (int i = 0; i < SAMPLE; i++) {
      passed += row.test(Sample.of(i, size())) ? 1 : 0;
    }
    return (int) ((long) passed * size() / SAMPLE);
  }

  /**
   * So many of those that bytes find are compared by floats: bytes put neighbours into a wrong
   * order, the more so the wider vectors are.
   */
  private static int candidates(int k) {
    return k + Math.max(64, k);
  }

  /** The rows of these items that are here, in order. */
  private int[] rows(int[] items) {
    return Arrays.stream(items).filter(this::contains).map(item -> rowOf[item]).sorted().toArray();
  }

  /** Offers each query its best rows by floats: what is to be found. Takes every vector once. */
  void exact(float[][] queries, TopHits[] tops) throws IOException {
    FloatVectorValues floats = reader.getFloatVectorValues(IndexFiles.VECTOR);
    for (int row = 0; row < floats.size(); row++) {
      float[] vector = floats.vectorValue(row);
      for (int i = 0; i < queries.length; i++) {
        tops[i].offer(row, VectorUtil.dotProduct(queries[i], vector));
      }
    }
  }

  /** For {@link #walk}. */
  Beam newBeam() {
    return new Beam(bytes.highestProduct());
  }

  /** The best rows by the graph alone, and how many comparisons that took. */
  long walk(float[] query, int width, Beam beam) {
    if (graph == null) {
      throw new IllegalStateException("a segment of " + size() + " items has no graph");
    }
    var walker = new GraphWalker(graph, bytes);
    walker.walk(bytes.query(query), width, beam);
    return walker.comparisons();
  }
}
