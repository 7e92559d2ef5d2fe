package io.limpet.core.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.limpet.core.hash.Fnv;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was decided of a generation: what {@code limpet.models} carries.
 *
 * @param generation which
 * @param state in use, tried out, or taken out of use
 * @param atMillis when it was decided, epoch milliseconds; the latest release in use is current
 * @param share of a canary: which share of visitors it serves, above 0 and below 1; null else
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Release(String generation, State state, long atMillis, @Nullable Double share) {
  private static final Comparator<Release> BY_TIME =
      Comparator.comparingLong(Release::atMillis).thenComparing(Release::generation);

  public Release {
    Objects.requireNonNull(generation, "generation is missing");
    Objects.requireNonNull(state, "state is missing");
    if ((state == State.CANARY) != (share != null)) {
      throw new IllegalArgumentException("share goes with CANARY and with nothing else");
    }
    if (share != null && !(share > 0 && share < 1)) {
      throw new IllegalArgumentException("share is " + share + "; give one between 0 and 1");
    }
  }

  /** A decision that concerns all visitors. */
  public Release(String generation, State state, long atMillis) {
    this(generation, state, atMillis, null);
  }

  /** The decision to serve a generation to a share of visitors. */
  public static Release canary(String generation, double share, long atMillis) {
    return new Release(generation, State.CANARY, atMillis, share);
  }

  /** What a generation is to do. */
  public enum State {
    /** Serve it to everybody. */
    RELEASED,
    /** Serve it to a share of visitors. */
    CANARY,
    /** Never serve it again unless it is released anew. */
    ROLLED_BACK
  }

  /** The generation in use after all of these decisions, the last one of each generation. */
  public static Optional<Release> current(Collection<Release> decisions) {
    return decisions.stream().filter(release -> release.state() == State.RELEASED).max(BY_TIME);
  }

  /**
   * The canary that is served beside the current generation after all of these decisions: the
   * latest one, unless a generation was released to everybody after it.
   */
  public static Optional<Release> canary(Collection<Release> decisions) {
    return current(decisions)
        .flatMap(
            current ->
                decisions.stream()
                    .filter(release -> release.state() == State.CANARY)
                    .max(BY_TIME)
                    .filter(canary -> BY_TIME.compare(canary, current) > 0));
  }

  /**
   * Whether a canary is for this visitor: decided by a hash of both, so everywhere alike, for the
   * same visitors while the share stays, and for these and more when it grows.
   */
  public boolean takes(String visitor) {
    return share != null && Fnv.unit(generation + "/" + visitor) < share;
  }
}
