package io.limpet.trainer.split;

import io.limpet.trainer.read.Interactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Splits everything at two points in time: the last tenth of the interactions is the test window,
 * the tenth before it the validation window, and a model learns from what came before its window.
 * Asked is every user with a history who showed an interest within the window; the history ends
 * where the window begins.
 *
 * <p>So the test is learned from the validation window, too, as a shop would train again when time
 * has passed. Without this refit the test is answered by what was learned before validation.
 */
public final class TemporalSplit {
  /** Share of the interactions in each window. */
  public static final double WINDOW = 0.1;

  private TemporalSplit() {}

  /**
   * Where the windows are, epoch milliseconds.
   *
   * @param validation beginning of the validation window
   * @param test its end, and the beginning of the test window
   * @param end after the last interaction
   */
  public record Windows(long validation, long test, long end) {}

  /** Splits the interactions, with a refit. */
  public static Split of(Interactions all) {
    return of(all, true);
  }

  /**
   * Splits the interactions.
   *
   * @param refit whether the test is learned from the validation window, too
   * @throws SplitException when there are too few, or all happened at once
   */
  public static Split of(Interactions all, boolean refit) {
    Windows windows = windows(all);
    Part first = part("validation", all, windows.validation, windows.test);
    Part second = part("test", all, windows.test, windows.end);
    return new Split(
        "temporal",
        first,
        refit
            ? second
            : new Part(second.name(), first.training(), all, second.cases(), second.description()));
  }

  /**
   * Where the windows of these interactions are.
   *
   * @throws SplitException when there are too few, or all happened at once
   */
  public static Windows windows(Interactions all) {
    long[] times = new long[all.size()];
    for (int row = 0; row < times.length; row++) {
      times[row] = all.millis(row);
    }
    Arrays.sort(times);
    if (times.length < 10 || times[0] == times[times.length - 1]) {
      throw new SplitException(
          "%d interactions%s cannot be split by time; give more, or use --protocol leave-one-out"
              .formatted(times.length, times.length < 10 ? "" : " of one and the same time"));
    }
    long test = times[(int) (times.length * (1 - WINDOW))];
    long validation = times[(int) (times.length * (1 - 2 * WINDOW))];
    if (validation == times[0] || validation == test) {
      throw new SplitException(
          "most interactions have the time %s, so they cannot be split by time; give real times, or use --protocol leave-one-out"
              .formatted(Instant.ofEpochMilli(test)));
    }
    return new Windows(validation, test, all.lastMillis() + 1);
  }

  /** The part that asks for what happened from {@code from} until before {@code to}. */
  public static Part part(String name, Interactions all, long from, long to) {
    List<Case> cases = new ArrayList<>();
    for (int user = 0; user < all.users(); user++) {
      int begin = all.begin(user);
      int split = all.firstAt(user, from);
      int end = all.firstAt(user, to);
      Case question = question(all, user, begin, split, end);
      if (question != null) {
        cases.add(question);
      }
    }
    return new Part(
        name,
        all.before(from),
        all,
        cases,
        "%s to %s, %d users with a history"
            .formatted(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to - 1), cases.size()));
  }

  static @Nullable Case question(Interactions all, int user, int begin, int split, int end) {
    Set<Integer> known = new HashSet<>();
    for (int row = begin; row < split; row++) {
      if (all.isInterest(row)) {
        known.add(all.item(row));
      }
    }
    Set<Integer> fresh = new HashSet<>();
    Set<Integer> repeats = new HashSet<>();
    for (int row = split; row < end; row++) {
      if (all.isInterest(row)) {
        (known.contains(all.item(row)) ? repeats : fresh).add(all.item(row));
      }
    }
    return known.isEmpty() || (fresh.isEmpty() && repeats.isEmpty())
        ? null
        : new Case(user, begin, split, fresh, repeats);
  }
}
