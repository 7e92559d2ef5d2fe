package io.limpet.search.index;

/**
 * Parameters of an HNSW graph, by the names of Malkov and Yashunin, "Efficient and robust
 * approximate nearest neighbor search using Hierarchical Navigable Small World graphs" (2016).
 *
 * @param M neighbours of a node on a layer, twice as many on the lowest; Lucene's {@code maxConn}.
 *     4 to 128: below, the graph falls apart; above, memory grows and recall does not
 * @param efConstruction candidates while building; Lucene's {@code beamWidth}. At least {@code M},
 *     at most 1,000: building time grows with it, recall hardly beyond some hundred
 * @param efSearch candidates while searching for a hundred, at least; 1 to 10,000: the price of a
 *     search grows almost linearly with it
 * @param recall what share of the best ten and hundred of sampled queries has to be found: {@code
 *     efSearch} is raised until it is. 0 to .999; 0 leaves {@code efSearch} as it is
 * @param graphOnly whether the graph is walked even where comparing all vectors is cheaper
 */
public record HnswSettings(
    int M, int efConstruction, int efSearch, double recall, boolean graphOnly) {
  public static final HnswSettings DEFAULT = new HnswSettings(24, 200, 100, 0.96, false);

  public HnswSettings {
    check("M", M, 4, 128);
    check("efConstruction", efConstruction, M, 1_000);
    check("efSearch", efSearch, 1, 10_000);
    if (!(recall >= 0 && recall <= 0.999)) {
      throw new IllegalArgumentException("recall is " + recall + "; give 0 to 0.999");
    }
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d; give %d to %d".formatted(name, value, least, most));
    }
  }
}
