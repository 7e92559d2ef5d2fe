package io.limpet.core.ranking;

/**
 * The dot products of one answer's candidates. A product means something only against others of the
 * same user, so relevance is where it lies between the lowest and the highest that the user's
 * vector brought.
 *
 * @param lowest of those brought; above {@code highest} when there are none
 * @param highest of those brought
 */
public record ProductRange(double lowest, double highest) {
  /** What a ranker says counts so much beside what recall says, 0 to 1. */
  public static final double RANKER_SHARE = 0.5;

  /** Of an answer whose user has no vector: nothing is relevant. */
  public static final ProductRange NONE =
      new ProductRange(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /** The range with one more product that the vector brought; one that is no number is none. */
  public ProductRange with(double product) {
    return Double.isNaN(product)
        ? this
        : new ProductRange(Math.min(lowest, product), Math.max(highest, product));
  }

  /** 0 for the lowest and for what has no product (NaN), 1 for the highest, also beyond them. */
  public double relevance(double product) {
    if (Double.isNaN(product) || lowest > highest) {
      return 0;
    }
    double range = highest - lowest;
    return Math.clamp(range > 0 ? (product - lowest) / range : 1, 0, 1);
  }

  /**
   * What recall and a ranker say together: half relevance, half the ranker's score against the best
   * one. A ranker is learned from few visits of one season and is sometimes wrong about items that
   * are new to a visitor, where recall is right; the mean of both has been ahead of either.
   *
   * @param products of the candidates, NaN where there is none
   * @param brought how many of them, from the first, the vector brought
   * @param ranked their scores by the ranker, 0 or more
   * @return a score each, 0 to 1
   */
  public static double[] joined(float[] products, int brought, double[] ranked) {
    ProductRange range = NONE;
    for (int i = 0; i < brought; i++) {
      range = range.with(products[i]);
    }
    double best = 0;
    for (double score : ranked) {
      best = Math.max(best, score);
    }
    double[] joined = new double[ranked.length];
    for (int i = 0; i < joined.length; i++) {
      joined[i] =
          (1 - RANKER_SHARE) * range.relevance(products[i])
              + (best > 0 ? RANKER_SHARE * ranked[i] / best : 0);
    }
    return joined;
  }
}
