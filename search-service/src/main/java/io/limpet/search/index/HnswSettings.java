package io.limpet.search.index;

/**
 * Parameters of an HNSW graph, by the names of Malkov and Yashunin, "Efficient and robust
 * approximate nearest neighbor search using Hierarchical Navigable Small World graphs" (2016).
 *
 * @param M neighbours of a node on a layer, twice as many on the lowest; Lucene's {@code maxConn}.
 *     4 to 128: below, the graph falls apart; above, memory grows and recall does not
 * @param efConstruction candidates while building; Lucene's {@code beamWidth}. At least {@code M},
 *     at most 1,000: building time grows with it, recall hardly beyond some hundred
 * @param efSearch candidates while searching, unless more hits are asked for; Lucene's {@code k}. 1
 *     to 10,000: the price of a search grows almost linearly with it
 * @param compareMost when so few items or fewer come into question, all of them are compared with
 *     the query, which is exact and then cheaper than the graph: 0.1 ms for 6,000 of 64 floats. 0
 *     to 100,000
 */
public record HnswSettings(int M, int efConstruction, int efSearch, int compareMost) {
  public static final HnswSettings DEFAULT = new HnswSettings(24, 200, 160, 6_000);

  public HnswSettings {
    check("M", M, 4, 128);
    check("efConstruction", efConstruction, M, 1_000);
    check("efSearch", efSearch, 1, 10_000);
    check("compareMost", compareMost, 0, 100_000);
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d; give %d to %d".formatted(name, value, least, most));
    }
  }
}
