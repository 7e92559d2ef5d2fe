package io.limpet.core.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One arm of an experiment. One that changes nothing gets what everybody gets.
 *
 * @param name short, unique within the experiment
 * @param weight how many of the experiment's visitors it gets, relative to the others; above 0
 * @param surface what is different of the surface, as a JSON merge patch (RFC 7396) of its
 *     document; null for nothing
 * @param generation the generation that answers; null for the one that answers everybody
 */
public record Arm(
    String name, double weight, @Nullable JsonNode surface, @Nullable String generation) {

  /** Whether its visitors get anything else than everybody. */
  public boolean changesAnything() {
    return surface != null || generation != null;
  }
}
