package io.limpet.core.metric;

import java.util.List;
import java.util.Set;

/**
 * Measures of one ranked list against the items that were right. All are 0 to 1, higher is better,
 * and look at the first k of the list, which holds nothing twice.
 */
public final class Ranking {
  private Ranking() {}

  /** Share of the relevant items that are in the list: |top-k and relevant| / |relevant|. */
  public static <T> double recall(List<T> ranked, Set<T> relevant, int k) {
    return relevant.isEmpty() ? 0 : (double) hits(ranked, relevant, k) / relevant.size();
  }

  /** Share of the list that is relevant: |top-k and relevant| / k. */
  public static <T> double precision(List<T> ranked, Set<T> relevant, int k) {
    return (double) hits(ranked, relevant, k) / k;
  }

  /**
   * Normalised discounted cumulative gain with binary gains: sum of 1 / log2(rank + 1) over hits,
   * divided by its highest possible value (Järvelin and Kekäläinen, 2002).
   */
  public static <T> double ndcg(List<T> ranked, Set<T> relevant, int k) {
    if (relevant.isEmpty()) {
      return 0;
    }
    double gain = 0;
    for (int rank = 1; rank <= Math.min(k, ranked.size()); rank++) {
      if (relevant.contains(ranked.get(rank - 1))) {
        gain += discount(rank);
      }
    }
    double ideal = 0;
    for (int rank = 1; rank <= Math.min(k, relevant.size()); rank++) {
      ideal += discount(rank);
    }
    return gain / ideal;
  }

  /** Reciprocal of the rank of the first hit, 0 without one. */
  public static <T> double reciprocalRank(List<T> ranked, Set<T> relevant, int k) {
    for (int rank = 1; rank <= Math.min(k, ranked.size()); rank++) {
      if (relevant.contains(ranked.get(rank - 1))) {
        return 1.0 / rank;
      }
    }
    return 0;
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 1.0);
  }

  private static <T> int hits(List<T> ranked, Set<T> relevant, int k) {
    int hits = 0;
    for (int i = 0; i < Math.min(k, ranked.size()); i++) {
      if (relevant.contains(ranked.get(i))) {
        hits++;
      }
    }
    return hits;
  }
}
