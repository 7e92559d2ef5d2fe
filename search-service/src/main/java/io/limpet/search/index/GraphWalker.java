package io.limpet.search.index;

import java.util.Arrays;

/**
 * Walks the lowest layer of an HNSW graph towards the highest products: Malkov and Yashunin's
 * SEARCH-LAYER (2016, algorithm 2), but for {@value #NODES} nodes at a time, the products of whose
 * neighbours are computed together: what they wait for comes from memory at once. The layers above
 * only lead to a place to begin; here that is the best of some thousand nodes. Not thread-safe;
 * used again and again.
 */
final class GraphWalker {
  /** Nodes that a walk begins from. */
  private static final int BEGINNINGS = 4;

  /** Nodes that are gone on from at a time. More are not faster, and finds do not suffer by it. */
  private static final int NODES = 4;

  private final FlatGraph graph;
  private final ByteVectors vectors;
  private final RowSet met;

  /** What is compared next: rows, their scales, and then their products. */
  private final int[] rows;

  private final float[] scales;
  private final int[] products;
  private final int[] taken = new int[NODES];
  private long comparisons;

  /** Of no meaning; it keeps the compiler from leaving out what is asked for ahead of time. */
  private int touched;

  GraphWalker(FlatGraph graph, ByteVectors vectors) {
    this.graph = graph;
    this.vectors = vectors;
    this.met = new RowSet(graph.size());
    // One more: what was met before is written behind the last and then not counted.
    int most = 1 + Math.max(graph.entries().length, NODES * graph.mostNeighbours());
    this.rows = new int[most];
    this.scales = new float[most];
    this.products = new int[most];
  }

  /**
   * Fills the beam with the best rows that the graph leads to.
   *
   * @param width of the beam: efSearch
   */
  void walk(short[] query, int width, Beam beam) {
    met.clear();
    beam.reset(BEGINNINGS);
    int[] entries = graph.entries();
    offer(put(entries, entries.length), query, beam);
    int[] beginnings = new int[beam.size()];
    Arrays.setAll(beginnings, beam::row);
    beam.reset(width);
    offer(put(beginnings, beginnings.length), query, beam);
    for (int row : beginnings) {
      met.add(row);
    }
    for (int nodes = take(beam); nodes > 0; nodes = take(beam)) {
      int next = beam.peek();
      if (next >= 0) {
        // Most often it is among the next indeed, and by then its neighbours are here.
        touched += graph.touch(next);
      }
      int count = 0;
      for (int i = 0; i < nodes; i++) {
        count = graph.newNeighbours(taken[i], met, rows, scales, count);
      }
      offer(count, query, beam);
    }
  }

  /** Takes the best nodes out of the beam, and says how many there were. */
  private int take(Beam beam) {
    int nodes = 0;
    while (nodes < NODES) {
      int node = beam.take();
      if (node < 0) {
        break;
      }
      taken[nodes++] = node;
    }
    return nodes;
  }

  private int put(int[] some, int count) {
    for (int i = 0; i < count; i++) {
      rows[i] = some[i];
      scales[i] = vectors.scale(some[i]);
    }
    return count;
  }

  private void offer(int count, short[] query, Beam beam) {
    if (count == 0) {
      return;
    }
    vectors.gather(rows, scales, count, query, products);
    comparisons += count;
    for (int i = 0; i < count; i++) {
      if (beam.wants(products[i])) {
        beam.offer(rows[i], products[i]);
      }
    }
  }

  /** Products computed since it was made. */
  long comparisons() {
    return comparisons;
  }
}
