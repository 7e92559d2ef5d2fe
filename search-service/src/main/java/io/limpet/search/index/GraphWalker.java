package io.limpet.search.index;

import java.util.Arrays;

/**
 * Walks the lowest layer of an HNSW graph towards the highest products: Malkov and Yashunin's
 * SEARCH-LAYER (2016, algorithm 2), the products of a node's neighbours computed together. The
 * layers above only lead to a place to begin; here that is the best of some thousand nodes. Not
 * thread-safe; used again and again.
 */
final class GraphWalker {
  /** Nodes that a walk begins from. */
  private static final int BEGINNINGS = 4;

  private final FlatGraph graph;
  private final ByteVectors vectors;
  private final long[] met;
  private int[] rows = new int[64];
  private int[] products = new int[64];
  private long comparisons;

  GraphWalker(FlatGraph graph, ByteVectors vectors) {
    this.graph = graph;
    this.vectors = vectors;
    this.met = new long[graph.size() / Long.SIZE + 1];
  }

  /**
   * Fills the beam with the best rows that the graph leads to.
   *
   * @param width of the beam: efSearch
   */
  void walk(short[] query, int width, Beam beam) {
    Arrays.fill(met, 0);
    begin(query, beam);
    int beginnings = beam.size();
    for (int i = 0; i < beginnings; i++) {
      rows[i] = beam.row(i);
      isNew(rows[i]);
    }
    beam.reset(width);
    offer(beginnings, query, beam);
    for (int node = beam.take(); node >= 0; node = beam.take()) {
      int count = 0;
      int end = graph.end(node);
      makeRoom(end - graph.begin(node));
      for (int i = graph.begin(node); i < end; i++) {
        int neighbour = graph.neighbour(i);
        if (isNew(neighbour)) {
          rows[count++] = neighbour;
        }
      }
      offer(count, query, beam);
    }
  }

  private void begin(short[] query, Beam beam) {
    int[] entries = graph.entries();
    makeRoom(entries.length);
    System.arraycopy(entries, 0, rows, 0, entries.length);
    beam.reset(BEGINNINGS);
    offer(entries.length, query, beam);
  }

  private void offer(int count, short[] query, Beam beam) {
    vectors.gather(rows, count, query, products);
    comparisons += count;
    for (int i = 0; i < count; i++) {
      if (beam.wants(products[i])) {
        beam.offer(rows[i], products[i]);
      }
    }
  }

  /** Notes that a node is met; false if it was before. */
  private boolean isNew(int node) {
    long bit = 1L << node;
    long word = met[node >>> 6];
    met[node >>> 6] = word | bit;
    return (word & bit) == 0;
  }

  private void makeRoom(int count) {
    if (rows.length < count) {
      rows = new int[count];
      products = new int[count];
    }
  }

  /** Products computed since it was made. */
  long comparisons() {
    return comparisons;
  }
}
