package io.limpet.trainer.split;

import io.limpet.trainer.read.Interactions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the last interaction of every user: the last is the test, the one before it the
 * validation, and both parts are learned from what is left. The test's history holds the
 * validation's answer. Users with fewer than three interactions are learned from and not asked.
 */
public final class LeaveOneOut {
  private LeaveOneOut() {}

  /**
   * Splits the interactions.
   *
   * @throws SplitException when no user has three
   */
  public static Split of(Interactions all) {
    int[] ends = new int[all.users()];
    List<Case> validation = new ArrayList<>();
    List<Case> test = new ArrayList<>();
    for (int user = 0; user < all.users(); user++) {
      int begin = all.begin(user);
      int end = all.end(user);
      ends[user] = end - begin < 3 ? end : end - 2;
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
        new Part("test", training, all, test, test.size() + " users, last interaction"));
  }

  private static void add(@Nullable Case question, List<Case> to) {
    if (question != null) {
      to.add(question);
    }
  }
}
