package io.limpet.search.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins rankings whose scores do not compare: an item gets {@code sum over rankings of weight / (k
 * + rank)}, its rank counted from 1. Cormack, Clarke and Büttcher, "Reciprocal rank fusion
 * outperforms Condorcet and individual rank learning methods" (2009), whose k = 60 is kept.
 */
final class RankFusion {
  static final int K = 60;

  private RankFusion() {}

  /**
   * A ranking.
   *
   * @param bestFirst numbers
   * @param weight how much it counts
   */
  record Ranking(List<Integer> bestFirst, double weight) {}

  /** The fused score of every number that stands in one of the rankings. */
  static Map<Integer, Double> fuse(List<Ranking> rankings) {
    Map<Integer, Double> fused = new HashMap<>();
    for (Ranking ranking : rankings) {
      for (int i = 0; i < ranking.bestFirst().size(); i++) {
        fused.merge(ranking.bestFirst().get(i), ranking.weight() / (K + i + 1), Double::sum);
      }
    }
    return fused;
  }
}
