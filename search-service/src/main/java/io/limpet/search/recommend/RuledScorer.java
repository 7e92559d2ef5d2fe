package io.limpet.search.recommend;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of another scorer, with what rules boost moved up and what they bury moved down by
 * their strength, as a share of the range of the scores.
 */
final class RuledScorer implements Scorer {
  private final Scorer scorer;

  RuledScorer(Scorer scorer) {
    this.scorer = scorer;
  }

  @Override
  public List<Scored> score(Query query, List<Candidate> in) {
    List<Scored> scored = scorer.score(query, in);
    if (!query.ruling().moves()) {
      return scored;
    }
    DoubleSummaryStatistics scores = scored.stream().mapToDouble(Scored::score).summaryStatistics();
    double range = scores.getMax() - scores.getMin();
    List<Scored> moved = new ArrayList<>(scored.size());
    for (Scored one : scored) {
      moved.add(moved(query, one, range));
    }
    return moved;
  }

  private static Scored moved(Query query, Scored one, double range) {
    Map<String, Double> shifts = query.ruling().shifts(one.candidate().stored(), range);
    if (shifts.isEmpty()) {
      return one;
    }
    Map<String, Double> parts = one.parts();
    if (query.explain()) {
      parts = new LinkedHashMap<>(parts);
      parts.putAll(shifts);
    }
    double by = shifts.values().stream().mapToDouble(shift -> shift).sum();
    return one.with(one.score() + by, parts);
  }
}
