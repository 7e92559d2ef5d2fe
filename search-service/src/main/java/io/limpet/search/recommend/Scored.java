package io.limpet.search.recommend;

import java.util.Comparator;
import java.util.Map;

/**
 * A candidate with its score.
 *
 * @param candidate which
 * @param score higher is better
 * @param parts what the score is the sum of, by name
 * @param propensity probability that it came to its place, given the pages before; 1 where nothing
 *     was left to chance
 */
public record Scored(
    Candidate candidate, double score, Map<String, Double> parts, double propensity) {
  /** Highest score first; of equal ones the lower number, so that answers are stable. */
  public static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score)
          .reversed()
          .thenComparingInt(scored -> scored.candidate().number());

  /** As scores alone order it. */
  public Scored(Candidate candidate, double score, Map<String, Double> parts) {
    this(candidate, score, parts, 1);
  }

  /** The same at a place that it came to with this probability. */
  Scored by(double probability) {
    return new Scored(candidate, score, parts, probability);
  }
}
