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
 * @param probabilities what a ranker holds the visitor likely to do, by task; empty without one
 */
public record Scored(
    Candidate candidate,
    double score,
    Map<String, Double> parts,
    double propensity,
    Map<String, Double> probabilities) {
  /** Highest score first; of equal ones the lower number, so that answers are stable. */
  public static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score)
          .reversed()
          .thenComparingInt(scored -> scored.candidate().number());

  /** As scores alone order it. */
  public Scored(Candidate candidate, double score, Map<String, Double> parts) {
    this(candidate, score, parts, 1, Map.of());
  }

  /** The same with another score, the sum of these parts. */
  Scored with(double score, Map<String, Double> parts) {
    return new Scored(candidate, score, parts, propensity, probabilities);
  }

  /** The same with another candidate, which is the same item. */
  Scored with(Candidate candidate) {
    return new Scored(candidate, score, parts, propensity, probabilities);
  }

  /** The same at a place that it came to with this probability. */
  Scored by(double probability) {
    return new Scored(candidate, score, parts, probability, probabilities);
  }
}
