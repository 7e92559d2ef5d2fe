package io.limpet.trainer.tune;

import java.util.Map;

/**
 * What came of a trial at one length of training.
 *
 * @param trial its number, from 0
 * @param settings that differ from the defaults
 * @param epochs it was given
 * @param score on validation, NaN if its loss went astray
 * @param seconds it took
 */
public record Outcome(
    int trial, Map<String, String> settings, int epochs, double score, double seconds) {
  public Outcome {
    settings = Map.copyOf(settings);
  }

  /** For sorting: what went astray is the worst. */
  public double rank() {
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }
}
