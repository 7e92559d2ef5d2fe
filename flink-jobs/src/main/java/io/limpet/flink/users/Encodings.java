package io.limpet.flink.users;

import io.limpet.core.release.Release;
import io.limpet.flink.release.Plan;
import org.jspecify.annotations.Nullable;

/**
 * How the visitors are encoded by a plan. For one thread.
 *
 * @param canary of the plan's canary, null if there is none
 */
record Encodings(Plan plan, Encoding everybody, @Nullable Encoding canary) {
  /** How this visitor is encoded. */
  Encoding of(String visitor) {
    Release trial = plan.canary();
    return canary != null && trial != null && trial.takes(visitor) ? canary : everybody;
  }
}
