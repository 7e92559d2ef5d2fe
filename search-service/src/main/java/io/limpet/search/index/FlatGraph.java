package io.limpet.search.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.hnsw.HnswGraph;

/**
 * The lowest layer of an HNSW graph in one array, and where a walk in it may begin. Lucene keeps
 * its graph packed in a file and unpacks a node's neighbours at every visit; that took most of the
 * time of a search. Every node has as much room as the one with most neighbours needs: where they
 * are need not be looked up first, which would be one more wait for memory.
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

  /** Ints from one node's neighbours to those of the next. */
  private final int stride;

  private final int[] neighbours;
  private final int[] entries;

  private FlatGraph(int size, int stride, int[] neighbours, int[] entries) {
    this.size = size;
    this.stride = stride;
    this.neighbours = neighbours;
    this.entries = entries;
  }

  /**
   * Takes a graph's lowest layer over.
   *
   * @throws IllegalArgumentException when it is too large for one array
   */
  static FlatGraph of(HnswGraph graph) throws IOException {
    int stride = Math.ceilDiv(2 * graph.maxConn(), INTS_OF_A_LINE) * INTS_OF_A_LINE;
    if ((long) graph.size() * stride > Integer.MAX_VALUE - 8 - FIRST) {
      throw new IllegalArgumentException(
          "a graph of %,d items with M %d is more than one service searches; keep them in a SolrCloud (--solr)"
              .formatted(graph.size(), graph.maxConn()));
    }
    int[] neighbours = new int[FIRST + graph.size() * stride];
    Arrays.fill(neighbours, NONE);
    for (int node = 0; node < graph.size(); node++) {
      graph.seek(0, node);
      int at = FIRST + node * stride;
      for (int neighbour = graph.nextNeighbor();
          neighbour != DocIdSetIterator.NO_MORE_DOCS;
          neighbour = graph.nextNeighbor()) {
        neighbours[at++] = neighbour;
      }
    }
    return new FlatGraph(graph.size(), stride, neighbours, entries(graph));
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
    return stride;
  }

  /** Copies a node's neighbours and says how many they are. */
  int neighbours(int node, int[] into) {
    int from = FIRST + node * stride;
    int count = 0;
    while (count < stride && neighbours[from + count] != NONE) {
      into[count] = neighbours[from + count];
      count++;
    }
    return count;
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
