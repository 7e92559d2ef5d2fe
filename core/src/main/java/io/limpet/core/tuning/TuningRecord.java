package io.limpet.core.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tuning with its history: what {@code limpet.tunings} carries. Core keeps it as it was given;
 * the service knows what may stand in it.
 *
 * @param tuning the JSON object
 * @param state where it is in its life
 * @param tried what its rounds have taught
 * @param base value of the configuration in use, see {@link Tried}
 * @param rounds begun so far
 * @param open the round that runs, null if none does
 * @param moves what was done, oldest first
 */
public record TuningRecord(
    JsonNode tuning,
    State state,
    List<Tried> tried,
    double base,
    int rounds,
    @Nullable Round open,
    List<Move> moves) {

  public TuningRecord {
    Objects.requireNonNull(tuning, "tuning is missing");
    Objects.requireNonNull(state, "state is missing");
    tried = List.copyOf(tried);
    moves = List.copyOf(moves);
  }

  /** Where a tuning is in its life. */
  public enum State {
    DRAFT,
    RUNNING,
    STOPPED,
    FINISHED;

    /** As it is written: in small letters. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A round that runs.
   *
   * @param experiment its id
   * @param points of the arms
   * @param overMillis when its time is over, epoch milliseconds
   */
  public record Round(String experiment, List<List<Double>> points, long overMillis) {
    public Round {
      points = List.copyOf(points);
    }
  }

  /** What was done. */
  public enum Deed {
    CREATED,
    CHANGED,
    STARTED,
    /** A round began. */
    TRIED,
    /** A configuration was put in use. */
    MOVED,
    /** A round ended, and what was in use stayed. */
    KEPT,
    /** An earlier configuration was put in use again. */
    REVERTED,
    STOPPED,
    FINISHED;

    /** As it is written: in small letters. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A step of its history.
   *
   * @param by who did it; {@code tuning} for the tuning itself, empty if nobody said
   * @param atMillis when, epoch milliseconds
   * @param why in words, may be empty
   * @param before the surface's configuration until then, null where it stayed as it was
   * @param after the one from then on, null the same
   */
  public record Move(
      Deed deed, String by, long atMillis, String why, JsonNode before, JsonNode after) {
    public Move {
      by = Objects.requireNonNullElse(by, "");
      why = Objects.requireNonNullElse(why, "");
      before = Objects.requireNonNullElse(before, NullNode.getInstance());
      after = Objects.requireNonNullElse(after, NullNode.getInstance());
    }

    /** One that leaves the surface as it is. */
    public static Move of(Deed deed, String by, long atMillis, String why) {
      return new Move(deed, by, atMillis, why, NullNode.getInstance(), NullNode.getInstance());
    }
  }

  /** One that was just made. */
  public static TuningRecord draft(JsonNode tuning) {
    return new TuningRecord(tuning, State.DRAFT, List.of(), 0, 0, null, List.of());
  }

  /** As it is asked for now, before it is started. */
  public TuningRecord asked(JsonNode document) {
    return new TuningRecord(document, State.DRAFT, List.of(), 0, 0, null, moves);
  }

  /** In another state. */
  public TuningRecord in(State next) {
    return new TuningRecord(tuning, next, tried, base, rounds, open, moves);
  }

  /** With what is known of the configuration that it begins with. */
  public TuningRecord beginning(Tried start) {
    return new TuningRecord(tuning, State.RUNNING, List.of(start), 0, 0, null, moves);
  }

  /** With a round more. */
  public TuningRecord trying(Round round) {
    return new TuningRecord(tuning, state, tried, base, rounds + 1, round, moves);
  }

  /** Once the round is over. */
  public TuningRecord learned(List<Tried> more, double nextBase) {
    List<Tried> all = new ArrayList<>(tried);
    all.addAll(more);
    return new TuningRecord(tuning, state, all, nextBase, rounds, null, moves);
  }

  /** With a step of its history more. */
  public TuningRecord noted(Move move) {
    List<Move> next = new ArrayList<>(moves);
    next.add(move);
    return new TuningRecord(tuning, state, tried, base, rounds, open, next);
  }
}
