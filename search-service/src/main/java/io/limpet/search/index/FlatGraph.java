package io.limpet.search.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.hnsw.HnswGraph;

/**
 * The lowest layer of an HNSW graph in one array, and where a walk in it may begin. Lucene keeps
 * its graph packed in a file and unpacks a node's neighbours at every visit; that took most of the
 * time of a search. Every node has as much room as the one with most neighbours needs: where they
 * are need not be looked up first, which would be one more wait for memory. The scales of the
 * neighbours' vectors lie behind them, two in an int, since those of {@link ByteVectors} lie
 * anywhere; of half precision, which is finer than the bytes that they multiply.
 */
final class FlatGraph {
  /** A layer of so few nodes is compared whole instead of being descended through. */
  private static final int ENTRIES_MOST = 2_000;

  /** As many as come from memory at once. */
  private static final int INTS_OF_A_LINE = 16;

  /** Behind an array's header of 16 bytes, where a line begins; see {@link ByteVectors}. */
  private static final int FIRST = 12;

  private static final int NONE = -1;

  private final int size;

  /** Room for the neighbours of a node. */
  private final int most;

  /** Ints from one node's neighbours to those of the next. */
  private final int stride;

  private final int[] neighbours;
  private final int[] entries;

  private FlatGraph(int size, int most, int[] neighbours, int[] entries) {
    this.size = size;
    this.most = most;
    this.stride = stride(most);
    this.neighbours = neighbours;
    this.entries = entries;
  }

  private static int stride(int most) {
    return Math.ceilDiv(most + Math.ceilDiv(most, 2), INTS_OF_A_LINE) * INTS_OF_A_LINE;
  }

  /**
   * Takes a graph's lowest layer over.
   *
   * @param vectors of its nodes
   * @throws IllegalArgumentException when it is too large for one array
   */
  static FlatGraph of(HnswGraph graph, ByteVectors vectors) throws IOException {
    int most = 2 * graph.maxConn();
    int stride = stride(most);
    if ((long) graph.size() * stride > Integer.MAX_VALUE - 8 - FIRST) {
      throw new IllegalArgumentException(
          "a graph of %,d items with M %d is more than one service searches; keep them in a SolrCloud (--solr)"
              .formatted(graph.size(), graph.maxConn()));
    }
    int[] neighbours = new int[FIRST + graph.size() * stride];
    for (int node = 0; node < graph.size(); node++) {
      graph.seek(0, node);
      int from = FIRST + node * stride;
      Arrays.fill(neighbours, from, from + most, NONE);
      int place = 0;
      for (int neighbour = graph.nextNeighbor();
          neighbour != DocIdSetIterator.NO_MORE_DOCS;
          neighbour = graph.nextNeighbor()) {
        neighbours[from + place] = neighbour;
        int half = Short.toUnsignedInt(Float.floatToFloat16(vectors.scale(neighbour)));
        neighbours[from + most + place / 2] |= half << Short.SIZE * (place & 1);
        place++;
      }
    }
    return new FlatGraph(graph.size(), most, neighbours, entries(graph));
  }

  /** The nodes of the lowest layer that has few, apart from the very lowest. */
  private static int[] entries(HnswGraph graph) throws IOException {
    for (int level = 1; level < graph.numLevels(); level++) {
      HnswGraph.NodesIterator nodes = graph.getNodesOnLevel(level);
      if (nodes.size() <= ENTRIES_MOST) {
        int[] entries = new int[nodes.size()];
        for (int i = 0; i < entries.length; i++) {
          entries[i] = nodes.nextInt();
        }
        return entries;
      }
    }
    return new int[] {graph.entryNode()};
  }

  int size() {
    return size;
  }

  /** Where to begin. */
  int[] entries() {
    return entries;
  }

  /** Neighbours of a node, at most. */
  int mostNeighbours() {
    return most;
  }

  /**
   * Puts the neighbours of a node that were not met before, and the scales of their vectors, behind
   * the first {@code count}, and says how many there are then.
   */
  int newNeighbours(int node, RowSet met, int[] rows, float[] scales, int count) {
    int from = FIRST + node * stride;
    int after = count;
    for (int place = 0; place < most && neighbours[from + place] != NONE; place++) {
      int neighbour = neighbours[from + place];
      int half = neighbours[from + most + place / 2] >>> Short.SIZE * (place & 1);
      rows[after] = neighbour;
      scales[after] = Float.float16ToFloat((short) half);
      after += met.add(neighbour);
    }
    return after;
  }

  /** Asks for a node's neighbours ahead of time; the sum says nothing. */
  int touch(int node) {
    int from = FIRST + node * stride;
    int sum = 0;
    for (int i = 0; i < stride; i += INTS_OF_A_LINE) {
      sum += neighbours[from + i];
    }
    return sum;
  }
}
