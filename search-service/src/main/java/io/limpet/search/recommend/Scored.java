package io.limpet.search.recommend;

import java.util.Comparator;
import java.util.Map;

/**
 * A candidate with its score.
 *
 * @param candidate which
 * @param score higher is better
 * @param parts what the score is the sum of, by name
 */
public record Scored(Candidate candidate, double score, Map<String, Double> parts) {
  /** Highest score first; of equal ones the lower number, so that answers are stable. */
  public static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score)
          .reversed()
          .thenComparingInt(scored -> scored.candidate().number());
}
