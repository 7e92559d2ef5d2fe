package io.limpet.core.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * That a visitor is to be forgotten, how far that is, and in the end the receipt: what {@code
 * limpet.erasures} carries. The ids stand in it until it is done, since whoever forgets has to know
 * whom, and never after that.
 *
 * @param receipt made up, says nothing of the visitor
 * @param state how far it is
 * @param atMillis when it was asked for, epoch milliseconds: what was done or received up to then
 *     is erased, and never taken in again
 * @param salt of the marks, in hexadecimal
 * @param marks what is kept of the ids, see {@link Mark}
 * @param visitors the ids, the one asked for first; empty once it is done
 * @param links what others' state holds of erased devices; empty once it is done
 * @param steps what was removed where, in order
 */
public record Erasure(
    String receipt,
    State state,
    long atMillis,
    String salt,
    List<String> marks,
    List<String> visitors,
    List<Link> links,
    List<Step> steps) {
  /**
   * Header of records without a value that say nothing, and are only written to have Kafka begin a
   * new file of a topic.
   */
  public static final String FILLER = "limpet-filler";

  /** Store of the step that says that all jobs have forgotten, and have it in a checkpoint. */
  public static final String STATE_OF_JOBS = "state of jobs";

  public Erasure {
    Objects.requireNonNull(receipt, "receipt is missing");
    Objects.requireNonNull(state, "state is missing");
    Objects.requireNonNull(salt, "salt is missing");
    marks = copy(marks);
    visitors = copy(visitors);
    links = copy(links);
    steps = copy(steps);
  }

  /** JSON of others may leave a list out. */
  private static <T> List<T> copy(@Nullable List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  /** How far an erasure is. */
  public enum State {
    /** Asked for: the devices that follow are being looked for. */
    REQUESTED,
    /** Whatever was done before is not let in any more. */
    FENCED,
    /** All that was let in before has been read: jobs and services forget. */
    ORDERED,
    /** Forgotten everywhere but in the past of this topic. */
    FORGOTTEN,
    /** Forgotten everywhere; the receipt says where. */
    DONE
  }

  /**
   * That a user signed in on a device.
   *
   * @param visitor the user, who stays
   * @param device visitor key of the device, which goes
   */
  public record Link(String visitor, String device) {}

  /**
   * What was done in one place.
   *
   * @param store where: a topic, a job's state, the lake
   * @param removed how many records, rows or ids; -1 where nobody counted
   * @param atMillis when, epoch milliseconds
   * @param note what it means, and what stays until when
   */
  public record Step(String store, long removed, long atMillis, String note) {}

  /**
   * Asks for a visitor to be forgotten.
   *
   * @param salt of the installation, null for the first erasure of all
   */
  public static Erasure request(
      String receipt, String visitor, long atMillis, @Nullable String salt) {
    String with = salt == null ? Mark.newSalt() : salt;
    return new Erasure(
        receipt,
        State.REQUESTED,
        atMillis,
        with,
        List.of(new Mark(with).of(visitor)),
        List.of(visitor),
        List.of(),
        List.of());
  }

  /** The same once it is known who follows, and whose state speaks of them. */
  public Erasure fenced(List<String> all, List<Link> newLinks) {
    var mark = new Mark(salt);
    return new Erasure(
        receipt,
        State.FENCED,
        atMillis,
        salt,
        all.stream().map(mark::of).toList(),
        all,
        newLinks,
        steps);
  }

  /** The same once jobs and services are to forget. */
  public Erasure ordered() {
    return new Erasure(receipt, State.ORDERED, atMillis, salt, marks, visitors, links, steps);
  }

  /**
   * Whether whoever keeps something is to forget now. What is written later in the same state says
   * how far others are; who came back meanwhile is not to be forgotten again.
   */
  public boolean tellsToForget() {
    return state == State.ORDERED
        && steps.stream().noneMatch(step -> step.store().equals(STATE_OF_JOBS));
  }

  /** How many a step says that it removed of a store; 0 when there is none, or nobody counted. */
  public long removed(String store) {
    return steps.stream()
        .filter(step -> step.store().equals(store))
        .mapToLong(step -> Math.max(0, step.removed()))
        .sum();
  }

  /** The same without the ids, once nobody needs them any more. */
  public Erasure forgotten() {
    return withoutIds(State.FORGOTTEN);
  }

  /** The receipt, which holds no id. */
  public Erasure done() {
    return withoutIds(State.DONE);
  }

  private Erasure withoutIds(State next) {
    return new Erasure(receipt, next, atMillis, salt, marks, List.of(), List.of(), steps);
  }

  /** The same with one step more, in place of an earlier one of the same store. */
  public Erasure with(Step step) {
    List<Step> next = new ArrayList<>(steps);
    next.removeIf(one -> one.store().equals(step.store()));
    next.add(step);
    return new Erasure(receipt, state, atMillis, salt, marks, visitors, links, next);
  }
}
