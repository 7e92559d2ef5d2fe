package io.limpet.trainer.split;

import io.limpet.trainer.read.Interactions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the last interaction of every user: the last is the test, the one before it the
 * validation. The test's history holds the validation's answer. Users with fewer than three
 * interactions are learned from and not asked.
 *
 * <p>Both parts are learned from what is left, as in the published protocols; with a refit the test
 * is learned from the validation's answers, too.
 */
public final class LeaveOneOut {
  private LeaveOneOut() {}

  /** Splits the interactions, without a refit. */
  public static Split of(Interactions all) {
    return of(all, false);
  }

  /**
   * Splits the interactions.
   *
   * @param refit whether the test is learned from the validation's answers, too
   * @throws SplitException when no user has three
   */
  public static Split of(Interactions all, boolean refit) {
    int[] refitEnds = new int[all.users()];
    int[] ends = new int[all.users()];
    List<Case> validation = new ArrayList<>();
    List<Case> test = new ArrayList<>();
    for (int user = 0; user < all.users(); user++) {
      int begin = all.begin(user);
      int end = all.end(user);
      ends[user] = end - begin < 3 ? end : end - 2;
      refitEnds[user] = end - begin < 3 ? end : end - 1;
      if (end - begin >= 3) {
        add(TemporalSplit.question(all, user, begin, end - 2, end - 1), validation);
        add(TemporalSplit.question(all, user, begin, end - 1, end), test);
      }
    }
    if (test.isEmpty()) {
      throw new SplitException(
          "no user has three interactions, so nothing can be left out; give longer histories");
    }
    Interactions training = all.upTo(ends);
    return new Split(
        "leave-one-out",
        new Part(
            "validation", training, all, validation, validation.size() + " users, last but one"),
        new Part(
            "test",
            refit ? all.upTo(refitEnds) : training,
            all,
            test,
            test.size() + " users, last interaction"));
  }

  private static void add(@Nullable Case question, List<Case> to) {
    if (question != null) {
      to.add(question);
    }
  }
}
