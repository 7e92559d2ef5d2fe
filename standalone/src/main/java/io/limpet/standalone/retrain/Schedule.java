package io.limpet.standalone.retrain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When to train, and how: every so often what is new is learned, and now and then everything anew.
 * A time that was missed, because the stack was stopped or a training took long, is made up for
 * once.
 *
 * @param every from the begin of one training to that of the next
 * @param fullEvery from the begin of one full training to that of the next, null for never
 */
public record Schedule(Duration every, @Nullable Duration fullEvery) {

  /** How to train. */
  public enum Kind {
    /** From the last generation on. */
    INCREMENTAL,
    /** From nothing. */
    FULL
  }

  /** The training that comes next, and when. */
  public record Due(Instant at, Kind kind) {}

  /**
   * The next training.
   *
   * @param past what was done so far
   * @param canGoOn whether there is a generation in use, to be gone on from
   */
  public Due next(Past past, boolean canGoOn) {
    Past.Attempt last = past.last();
    if (last != null && last.outcome() == Past.Outcome.RUNNING) {
      return new Due(last.began(), last.kind());
    }
    Instant at = (last == null ? past.since() : last.began()).plus(every);
    return new Due(at, canGoOn && !isFullDue(past, at) ? Kind.INCREMENTAL : Kind.FULL);
  }

  private boolean isFullDue(Past past, Instant at) {
    if (fullEvery == null) {
      return false;
    }
    Instant before = past.lastFull() == null ? past.since() : past.lastFull();
    return !at.isBefore(before.plus(fullEvery));
  }
}
