package io.limpet.search.recommend;

import io.limpet.search.rule.Rule;
import io.limpet.search.rule.Rule.Action;
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
  /** Begins the name of the part of a score that a rule adds. */
  static final String PART = "rule:";

  private final Scorer scorer;

  RuledScorer(Scorer scorer) {
    this.scorer = scorer;
  }

  @Override
  public List<Scored> score(Query query, List<Candidate> in) {
    List<Scored> scored = scorer.score(query, in);
    List<Rule> moving =
        query.rules().stream()
            .filter(rule -> rule.action() == Action.BOOST || rule.action() == Action.BURY)
            .toList();
    if (moving.isEmpty()) {
      return scored;
    }
    DoubleSummaryStatistics scores = scored.stream().mapToDouble(Scored::score).summaryStatistics();
    double range = scores.getMax() > scores.getMin() ? scores.getMax() - scores.getMin() : 1;
    List<Scored> moved = new ArrayList<>(scored.size());
    for (Scored one : scored) {
      moved.add(moved(query, one, moving, range));
    }
    return moved;
  }

  private static Scored moved(Query query, Scored one, List<Rule> rules, double range) {
    double score = one.score();
    Map<String, Double> parts = one.parts();
    for (Rule rule : rules) {
      if (rule.matches(one.candidate().stored())) {
        double by = (rule.action() == Action.BOOST ? 1 : -1) * rule.strength() * range;
        score += by;
        if (query.explain()) {
          parts = new LinkedHashMap<>(parts);
          parts.put(PART + rule.id(), by);
        }
      }
    }
    return score == one.score() ? one : new Scored(one.candidate(), score, parts);
  }
}
