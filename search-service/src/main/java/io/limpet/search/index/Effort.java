package io.limpet.search.index;

/**
 * How far a search has to look.
 *
 * @param ten width of the beam for the best ten
 * @param hundred width of the beam for the best hundred, not below that for ten
 * @param comparisons with vectors that a walk of the graph makes for a place of its beam
 * @param graphOnly whether the graph is walked even where comparing all is cheaper
 */
public record Effort(int ten, int hundred, double comparisons, boolean graphOnly) {
  /** Nanoseconds for 64 bytes of a vector that lie somewhere, and that lie behind the last. */
  private static final double SOMEWHERE = 26;

  private static final double BEHIND = 4;

  /** The graph is always walked with a beam of this width, or as wide as what is asked for. */
  public static Effort always(int width) {
    return new Effort(width, width, 1, true);
  }

  /**
   * Width of the beam for the best {@code k}: linear in it through ten and hundred, then a place
   * for each more. So the best hundred keep their recall whatever is asked for beyond, and what
   * lies behind them loses a little: on a million made-up vectors a beam of 1,200 finds .973 of the
   * best hundred, .957 of two and .942 of three hundred.
   */
  int width(int k) {
    double width = k <= 100 ? ten + (hundred - ten) / 90.0 * (k - 10) : hundred + k - 100;
    return (int) Math.max(k, Math.ceil(width));
  }

  /** The ways to search a segment. */
  public enum Way {
    /** Walks the graph and leaves out what is not acceptable. */
    GRAPH,
    /** Compares all vectors, one behind the other. */
    SWEEP,
    /** Compares those that are acceptable, wherever they lie. */
    AMONG
  }

  /**
   * The cheapest way.
   *
   * @param width of the beam if all were acceptable
   * @param size of the segment
   * @param acceptable how many of them may be found, estimated
   * @param known whether these can be listed
   * @param graphed whether the segment has a graph; one of later items has none
   */
  Way way(int width, int size, int acceptable, boolean known, boolean graphed) {
    double graph =
        acceptable == 0 || !graphed
            ? Double.POSITIVE_INFINITY
            : SOMEWHERE * comparisons * width * ((double) size / acceptable);
    double sweep = BEHIND * size;
    double among = known ? SOMEWHERE * acceptable : Double.POSITIVE_INFINITY;
    if (graphOnly && graphed && acceptable > 0) {
      return Way.GRAPH;
    }
    if (among <= Math.min(graph, sweep)) {
      return Way.AMONG;
    }
    return sweep <= graph ? Way.SWEEP : Way.GRAPH;
  }
}
