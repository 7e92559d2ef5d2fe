package io.limpet.search.http;

import io.limpet.core.experiment.Assignment;
import io.limpet.core.experiment.Experiment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which arm of which experiment, or of a holdout, answered.
 *
 * @param experiment its id
 * @param arm its name
 */
public record VariantView(String experiment, String arm) {
  /** What decided an answer; null if nothing did. */
  static @Nullable VariantView of(List<Assignment> assignments) {
    if (assignments.isEmpty() || assignments.getLast().arm().equals(Experiment.NOT_HELD_OUT)) {
      return null;
    }
    Assignment last = assignments.getLast();
    return new VariantView(last.experiment(), last.arm());
  }
}
