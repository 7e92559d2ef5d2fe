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
 * @param features what the ranker was told, {@link io.limpet.core.ranking.Feature} by feature;
 *     empty without one
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
public record Scored(
    Candidate candidate,
    double score,
    Map<String, Double> parts,
    double propensity,
    Map<String, Double> probabilities,
    float[] features) {
  private static final float[] NONE = {};

  /** Highest score first; of equal ones the lower number, so that answers are stable. */
  public static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score)
          .reversed()
          .thenComparingInt(scored -> scored.candidate().number());

  /** As scores alone order it. */
  public Scored(Candidate candidate, double score, Map<String, Double> parts) {
    this(candidate, score, parts, 1, Map.of(), NONE);
  }

  /** The same with another score, the sum of these parts. */
  Scored with(double score, Map<String, Double> parts) {
    return new Scored(candidate, score, parts, propensity, probabilities, features);
  }

  /** The same with another candidate, which is the same item. */
  Scored with(Candidate candidate) {
    return new Scored(candidate, score, parts, propensity, probabilities, features);
  }

  /** The same at a place that it came to with this probability. */
  Scored by(double probability) {
    return new Scored(candidate, score, parts, probability, probabilities, features);
  }
}
