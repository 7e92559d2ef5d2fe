package io.limpet.core.release;

import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * What was decided of a generation: what {@code limpet.models} carries.
 *
 * @param generation which
 * @param state in use, or taken out of use
 * @param atMillis when it was decided, epoch milliseconds; the latest release in use is current
 */
public record Release(String generation, State state, long atMillis) {

  public Release {
    Objects.requireNonNull(generation, "generation is missing");
    Objects.requireNonNull(state, "state is missing");
  }

  /** What a generation is to do. */
  public enum State {
    /** Serve it to everybody. */
    RELEASED,
    /** Never serve it again unless it is released anew. */
    ROLLED_BACK
  }

  /** The generation in use after all of these decisions, the last one of each generation. */
  public static Optional<Release> current(Collection<Release> decisions) {
    return decisions.stream()
        .filter(release -> release.state() == State.RELEASED)
        .max(Comparator.comparingLong(Release::atMillis).thenComparing(Release::generation));
  }
}
