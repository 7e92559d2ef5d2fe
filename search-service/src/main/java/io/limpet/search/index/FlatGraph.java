package io.limpet.search.index;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.hnsw.HnswGraph;

/**
 * The lowest layer of an HNSW graph in two arrays, and where a walk in it may begin. Lucene keeps
 * its graph packed in a file and unpacks a node's neighbours at every visit; that took most of the
 * time of a search.
 */
final class FlatGraph {
  /** A layer of so few nodes is compared whole instead of being descended through. */
  private static final int ENTRIES_MOST = 2_000;

  private final int[] begins;
  private final int[] neighbours;
  private final int[] entries;

  private FlatGraph(int[] begins, int[] neighbours, int[] entries) {
    this.begins = begins;
    this.neighbours = neighbours;
    this.entries = entries;
  }

  static FlatGraph of(HnswGraph graph) throws IOException {
    int[] begins = new int[graph.size() + 1];
    int[] neighbours = new int[graph.size() * 16];
    int end = 0;
    for (int node = 0; node < graph.size(); node++) {
      begins[node] = end;
      graph.seek(0, node);
      for (int neighbour = graph.nextNeighbor();
          neighbour != DocIdSetIterator.NO_MORE_DOCS;
          neighbour = graph.nextNeighbor()) {
        if (end == neighbours.length) {
          neighbours = Arrays.copyOf(neighbours, end + end / 2 + 1);
        }
        neighbours[end++] = neighbour;
      }
    }
    begins[graph.size()] = end;
    return new FlatGraph(begins, Arrays.copyOf(neighbours, end), entries(graph));
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
    return begins.length - 1;
  }

  /** Where to begin. */
  int[] entries() {
    return entries;
  }

  /** Index of a node's first neighbour. */
  int begin(int node) {
    return begins[node];
  }

  /** Index after that of its last. */
  int end(int node) {
    return begins[node + 1];
  }

  /** The neighbour of an index. */
  int neighbour(int index) {
    return neighbours[index];
  }
}
