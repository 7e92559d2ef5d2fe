package io.limpet.trainer.ranker;

import io.limpet.core.event.EventType;
import io.limpet.core.ranking.Task;
import io.limpet.trainer.ranker.Question.Return;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.split.Case;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.Split;
import io.limpet.trainer.split.TemporalSplit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a ranker learns from.
 *
 * @param rows that histories are rows of
 * @param asked the questions, in the order of time
 * @param isLive whether what everybody does is followed from question to question; if not, times
 *     are no more than an order, and what was learned from is all that is known
 * @param before what happened until the first question
 */
record Questions(Interactions rows, List<Question> asked, boolean isLive, Interactions before) {
  /** More cost time and change little: each brings hundreds of candidates. */
  static final int MOST = 4_000;

  private static final long RETURN_MILLIS = Task.RETURN_DAYS * 86_400_000L;

  Questions {
    asked = List.copyOf(asked);
  }

  /**
   * Those of the validation part: the visits of its window where the split is by time, else its
   * cases.
   *
   * @param seed of the draw where there are more than {@link #MOST}
   */
  static Questions ofValidation(Split split, long seed) {
    Part part = split.validation();
    if (!isByTime(split)) {
      return drawn(part, cases(part), false, seed);
    }
    TemporalSplit.Windows windows = TemporalSplit.windows(part.whole());
    return drawn(part, visits(part.whole(), windows.validation(), windows.test()), true, seed);
  }

  /** The visits of the test window of a split by time. */
  static Questions ofTest(Split split, long seed) {
    Part part = split.test();
    TemporalSplit.Windows windows = TemporalSplit.windows(part.whole());
    return drawn(part, visits(part.whole(), windows.test(), windows.end()), true, seed);
  }

  private static Questions drawn(Part part, List<Question> all, boolean isLive, long seed) {
    Collections.shuffle(all, new Random(seed));
    List<Question> drawn = new ArrayList<>(all.subList(0, Math.min(MOST, all.size())));
    drawn.sort(Comparator.comparingLong(Question::millis).thenComparingInt(Question::to));
    return new Questions(part.whole(), drawn, isLive, part.training());
  }

  /** Whether the split is by time, so that times mean something. */
  static boolean isByTime(Split split) {
    return split.protocol().startsWith("temporal");
  }

  /** Every visit within a window of somebody with a history that ends in the window. */
  static List<Question> visits(Interactions rows, long from, long to) {
    List<Question> visits = new ArrayList<>();
    for (int user = 0; user < rows.users(); user++) {
      int row = rows.firstAt(user, from);
      int last = rows.firstAt(user, to);
      boolean hasInterest = false;
      for (int i = rows.begin(user); i < row; i++) {
        hasInterest |= rows.isInterest(i);
      }
      while (row < last) {
        int next = Math.min(last, rows.firstAt(user, rows.millis(row) + Task.VISIT_MILLIS));
        Map<Integer, Integer> taken = taken(rows, row, next);
        if (hasInterest && !taken.isEmpty()) {
          visits.add(
              new Question(
                  user,
                  rows.begin(user),
                  row,
                  rows.millis(row),
                  taken,
                  cameBack(rows, row, next, last, to)));
        }
        hasInterest |= !taken.isEmpty();
        row = next;
      }
    }
    return visits;
  }

  private static Return cameBack(Interactions rows, int row, int next, int last, long to) {
    long until = rows.millis(row) + Task.VISIT_MILLIS + RETURN_MILLIS;
    if (next < last && rows.millis(next) < until) {
      return Return.YES;
    }
    return until <= to ? Return.NO : Return.UNKNOWN;
  }

  private static Map<Integer, Integer> taken(Interactions rows, int from, int to) {
    Map<Integer, Integer> taken = new HashMap<>();
    for (int row = from; row < to; row++) {
      if (rows.isInterest(row)) {
        taken.merge(rows.item(row), bits(EventType.ofCode(rows.type(row))), (a, b) -> a | b);
      }
    }
    return taken;
  }

  private static int bits(EventType type) {
    int view = Question.bit(Task.VIEW);
    int cart = view | Question.bit(Task.CART);
    return switch (type) {
      case PURCHASE -> cart | Question.bit(Task.PURCHASE);
      case ADD_TO_CART -> cart;
      default -> view;
    };
  }

  private static List<Question> cases(Part part) {
    List<Question> questions = new ArrayList<>();
    for (Case of : part.cases()) {
      int end = of.to() + of.fresh().size() + of.repeats().size();
      Map<Integer, Integer> taken = taken(part.whole(), of.to(), end);
      if (!taken.isEmpty()) {
        long now = part.whole().millis(of.to() - 1);
        questions.add(new Question(of.user(), of.from(), of.to(), now, taken, Return.UNKNOWN));
      }
    }
    return questions;
  }
}
