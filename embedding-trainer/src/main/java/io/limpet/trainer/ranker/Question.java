package io.limpet.trainer.ranker;

import io.limpet.core.ranking.Task;
import java.util.Map;

/**
 * A visit: what could be known when it began, and what was taken up in it.
 *
 * @param user number of the visitor
 * @param from first row of the history
 * @param to the row after its last, the first of the visit
 * @param millis when it began
 * @param taken by item a bit a {@link Task} that was fulfilled, never empty
 * @param cameBack whether the visitor came back; UNKNOWN where the data end before
 */
record Question(
    int user, int from, int to, long millis, Map<Integer, Integer> taken, Return cameBack) {

  /** Whether there was a next visit in time. */
  enum Return {
    YES,
    NO,
    UNKNOWN
  }

  Question {
    taken = Map.copyOf(taken);
  }

  /** A bit a task that the visitor fulfilled with this item. */
  int labels(int item) {
    int bits = taken.getOrDefault(item, 0);
    return bits != 0 && cameBack == Return.YES ? bits | bit(Task.COMES_BACK) : bits;
  }

  /** The tasks whose labels are known. */
  int known() {
    int all = (1 << Task.values().length) - 1;
    return cameBack == Return.UNKNOWN ? all & ~bit(Task.COMES_BACK) : all;
  }

  static int bit(Task task) {
    return 1 << task.ordinal();
  }
}
