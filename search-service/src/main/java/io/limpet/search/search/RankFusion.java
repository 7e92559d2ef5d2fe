package io.limpet.search.search;

import io.limpet.search.text.TextIndex.Match;
import io.limpet.search.text.TextVectors.Nearness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Joins what words and what meaning say by a convex combination of scores that are both brought to
 * 0..1 (Bruch, Gai and Ingber, "An analysis of fusion functions for hybrid retrieval", 2023, who
 * find it better than joining ranks, and little depending on how scores are brought there). Items
 * found by words lie before those by meaning alone where words are enough.
 *
 * @param meaning 0 to 1, what meaning counts; words count the rest
 */
record RankFusion(double meaning) {
  /** Matches up to which meaning is asked; those behind follow in the order of their words. */
  static final int FUSED = 400;

  /** With so many matches by words, none are added by meaning. */
  static final int ENOUGH = 10;

  /** Items by meaning that are added where words find few. */
  static final int ADDED = 20;

  private static final double BEHIND = 1e-3;

  /**
   * How many matches, best first, hold all that can be among the first {@code deep} after scores
   * were multiplied by up to {@code most}: behind {@link #FUSED} scores fall as 1 / place.
   */
  static int needed(int deep, double most) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(FUSED, Math.ceil(most * (deep + 1.0))));
  }

  /** The score of every match that is given, and of what is added; above 0 and at most 1. */
  Map<Integer, Double> fuse(
      List<Match> bestFirst, @Nullable Nearness nearness, IntPredicate acceptable, int numbers) {
    Map<Integer, Double> fused = new HashMap<>();
    double best = bestFirst.isEmpty() ? 1 : Math.max(bestFirst.getFirst().score(), 1e-9);
    double share = nearness == null ? 0 : meaning;
    for (int i = 0; i < bestFirst.size(); i++) {
      Match match = bestFirst.get(i);
      double near = nearness == null ? 0 : nearness.of(match.number());
      fused.put(
          match.number(),
          i < FUSED
              ? BEHIND + (1 - BEHIND) * ((1 - share) * match.score() / best + share * near)
              : BEHIND * FUSED / (i + 1.0));
    }
    if (nearness != null && bestFirst.size() < ENOUGH) {
      for (int number : nearest(nearness, acceptable, numbers)) {
        fused.putIfAbsent(number, BEHIND + (1 - BEHIND) * share * nearness.of(number));
      }
    }
    return fused;
  }

  private static Iterable<Integer> nearest(
      Nearness nearness, IntPredicate acceptable, int numbers) {
    var best = new PriorityQueue<Integer>((a, b) -> Float.compare(nearness.of(a), nearness.of(b)));
    for (int number = 0; number < numbers; number++) {
      if (nearness.of(number) > 0
          && (best.size() < ADDED || nearness.of(number) > nearness.of(best.element()))
          && acceptable.test(number)) {
        best.add(number);
        if (best.size() > ADDED) {
          best.remove();
        }
      }
    }
    return best;
  }
}
