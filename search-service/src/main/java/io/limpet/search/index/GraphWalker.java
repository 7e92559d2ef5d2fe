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

  /** Of no meaning; it keeps the compiler from leaving out what is asked for ahead of time. */
  private int touched;

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
      int next = beam.peek();
      if (next >= 0) {
        // Most often it is the next one indeed, and by then its neighbours are here.
        touched += graph.touch(next);
      }
      offer(newNeighbours(node), query, beam);
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
    if (count == 0) {
      return;
    }
    vectors.gather(rows, count, query, products);
    comparisons += count;
    for (int i = 0; i < count; i++) {
      if (beam.wants(products[i])) {
        beam.offer(rows[i], products[i]);
      }
    }
  }

  /** Puts the neighbours that were not met before into {@code rows}, and says how many they are. */
  private int newNeighbours(int node) {
    makeRoom(graph.mostNeighbours());
    int all = graph.neighbours(node, rows);
    int count = 0;
    for (int i = 0; i < all; i++) {
      int neighbour = rows[i];
      rows[count] = neighbour;
      // Without a branch, which would be guessed wrong every third time.
      count += isNew(neighbour);
    }
    return count;
  }

  /** Notes that a node is met; 1 if it was not before, else 0. */
  private int isNew(int node) {
    long word = met[node >>> 6];
    met[node >>> 6] = word | 1L << node;
    return (int) (~(word >>> node) & 1);
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
