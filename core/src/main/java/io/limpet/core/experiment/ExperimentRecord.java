package io.limpet.core.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An experiment with its history: what {@code limpet.experiments} carries. Core keeps it as it was
 * given; the service knows what may stand in it.
 *
 * @param experiment the JSON object, null once it was deleted
 * @param startedMillis when somebody started it, 0 if nobody has
 * @param fromMillis when it begins to decide, 0 if it was not started
 * @param untilMillis when it is over, 0 if it was not started
 * @param stoppedMillis when somebody stopped it, 0 if nobody has
 * @param slots its places in its layer while it is started
 * @param changes who did what, oldest first, the last {@link #CHANGES}
 */
public record ExperimentRecord(
    JsonNode experiment,
    long startedMillis,
    long fromMillis,
    long untilMillis,
    long stoppedMillis,
    Slots slots,
    List<Change> changes) {
  /** Changes kept of an experiment. */
  public static final int CHANGES = 50;

  public ExperimentRecord {
    experiment = Objects.requireNonNullElse(experiment, NullNode.getInstance());
    slots = Objects.requireNonNullElse(slots, Slots.NONE);
    changes = List.copyOf(Objects.requireNonNull(changes, "changes are missing"));
  }

  /** What was done to an experiment. */
  public enum Deed {
    CREATED,
    CHANGED,
    STARTED,
    STOPPED,
    DELETED;

    /** As it is written: in small letters. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A change.
   *
   * @param by who did it, empty if nobody said
   * @param atMillis when, epoch milliseconds
   */
  public record Change(Deed deed, String by, long atMillis) {
    public Change {
      by = Objects.requireNonNullElse(by, "");
    }
  }

  /** Where an experiment is in its life. */
  public enum State {
    /** Not started yet: may be changed. */
    DRAFT,
    /** Started, and its time has not come. */
    SCHEDULED,
    /** Decides answers. */
    RUNNING,
    /** Its time is over. */
    ENDED,
    /** Somebody ended it before its time. */
    STOPPED,
    /** Gone, but for its history. */
    DELETED;

    /** As it is written: in small letters. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One that was just made. */
  public static ExperimentRecord draft(JsonNode experiment) {
    return new ExperimentRecord(experiment, 0, 0, 0, 0, Slots.NONE, List.of());
  }

  /** Where it is in its life. */
  public State state(long nowMillis) {
    if (experiment.isNull()) {
      return State.DELETED;
    }
    if (startedMillis == 0) {
      return State.DRAFT;
    }
    if (stoppedMillis > 0) {
      return State.STOPPED;
    }
    if (nowMillis < fromMillis) {
      return State.SCHEDULED;
    }
    return nowMillis < untilMillis ? State.RUNNING : State.ENDED;
  }

  /** Whether it holds its places: from its start until it is over. */
  public boolean isOpen(long nowMillis) {
    State state = state(nowMillis);
    return state == State.SCHEDULED || state == State.RUNNING;
  }

  /** When it stops to count what visitors do, epoch milliseconds. */
  public long overMillis() {
    return stoppedMillis > 0 ? Math.min(stoppedMillis, untilMillis) : untilMillis;
  }

  /** As it was asked for, before it is started. */
  public ExperimentRecord asked(JsonNode document) {
    return new ExperimentRecord(document, 0, 0, 0, 0, Slots.NONE, changes);
  }

  /** Once it is started. */
  public ExperimentRecord started(long nowMillis, long from, long until, Slots places) {
    return new ExperimentRecord(experiment, nowMillis, from, until, 0, places, changes);
  }

  /** Once it is stopped; the places are free from then on. */
  public ExperimentRecord stopped(long nowMillis) {
    return new ExperimentRecord(
        experiment, startedMillis, fromMillis, untilMillis, nowMillis, slots, changes);
  }

  /** Once it is deleted. */
  public ExperimentRecord deleted() {
    return new ExperimentRecord(
        NullNode.getInstance(),
        startedMillis,
        fromMillis,
        untilMillis,
        stoppedMillis,
        Slots.NONE,
        changes);
  }

  /** With one more change noted. */
  public ExperimentRecord noted(Change change) {
    List<Change> next = new ArrayList<>(changes);
    next.add(change);
    return new ExperimentRecord(
        experiment,
        startedMillis,
        fromMillis,
        untilMillis,
        stoppedMillis,
        slots,
        next.subList(Math.max(0, next.size() - CHANGES), next.size()));
  }
}
