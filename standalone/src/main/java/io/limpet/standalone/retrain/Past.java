package io.limpet.standalone.retrain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule has done so far.
 *
 * @param since when it was given for the first time
 * @param last the last training, or the one under way
 * @param lastFull when the last full training that came to an end began
 */
public record Past(Instant since, @Nullable Attempt last, @Nullable Instant lastFull) {

  /** What became of a training. */
  public enum Outcome {
    /** It is under way; in a file that nobody writes any more, it was interrupted. */
    RUNNING,
    /** A generation was published and put to use. */
    RELEASED,
    /** Nothing had come since the last generation. */
    NOTHING_NEW,
    /** It failed, or the gate refused what was trained. */
    FAILED
  }

  /**
   * A training.
   *
   * @param kind how
   * @param began when
   * @param until what arrived in Kafka before this was learned from
   * @param parent the generation in use, gone on from if incremental, or null
   * @param outcome what became of it
   * @param detail the new generation, that nothing was newer than, or why it failed; empty so far
   */
  public record Attempt(
      Schedule.Kind kind,
      Instant began,
      Instant until,
      @Nullable String parent,
      Outcome outcome,
      String detail) {

    /** The same, ended. */
    Attempt ended(Outcome as, String why) {
      return new Attempt(kind, began, until, parent, as, why);
    }

    /** One line for people. */
    public String line() {
      String what = kind.name().toLowerCase(java.util.Locale.ROOT) + " training of " + began;
      return switch (outcome) {
        case RUNNING -> what + " is under way";
        case RELEASED -> what + ": released " + detail;
        case NOTHING_NEW -> what + ": nothing new since " + detail;
        case FAILED -> what + " failed: " + detail;
      };
    }
  }

  /** Nothing yet. */
  static Past from(Instant now) {
    return new Past(now, null, null);
  }

  /** With this training as the last. */
  Past with(Attempt attempt) {
    boolean isEnded = attempt.outcome() != Outcome.RUNNING;
    return new Past(
        since,
        attempt,
        isEnded && attempt.kind() == Schedule.Kind.FULL ? attempt.began() : lastFull);
  }
}
