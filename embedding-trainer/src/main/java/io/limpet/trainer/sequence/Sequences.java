package io.limpet.trainer.sequence;

import io.limpet.core.encoder.TimeGap;
import io.limpet.trainer.read.Interactions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * What there is to learn from: stretches of users' histories, and at each event what came next. Not
 * asked is what the user already had, since a recommendation is of something new, and what the user
 * turned away from.
 */
final class Sequences {
  private final Interactions rows;
  private final int[] from;
  private final int[] to;
  private final int[] targets;
  private final byte[] gaps;
  private final int questions;

  private Sequences(
      Interactions rows, int[] from, int[] to, int[] targets, byte[] gaps, int questions) {
    this.rows = rows;
    this.from = from;
    this.to = to;
    this.targets = targets;
    this.gaps = gaps;
    this.questions = questions;
  }

  /**
   * Cuts histories into stretches.
   *
   * @param length events of a stretch at most, 2 or more
   */
  static Sequences of(Interactions rows, int length) {
    int[] targets = new int[rows.size()];
    byte[] gaps = new byte[rows.size()];
    Arrays.fill(targets, -1);
    int[] from = new int[rows.size() / 2 + 1];
    int[] to = new int[from.length];
    int count = 0;
    int questions = 0;
    for (int user = 0; user < rows.users(); user++) {
      int begin = rows.begin(user);
      int end = rows.end(user);
      Set<Integer> had = new HashSet<>();
      for (int row = begin; row < end; row++) {
        gaps[row] = row == begin ? 0 : (byte) TimeGap.code(rows.millis(row) - rows.millis(row - 1));
        boolean isNew = rows.isInterest(row) && had.add(rows.item(row));
        if (row > begin && isNew) {
          targets[row - 1] = rows.item(row);
          questions++;
        }
      }
      int last = end - 1;
      while (last > begin && targets[last - 1] < 0) {
        last--;
      }
      for (int stop = last; stop > begin; stop -= length) {
        from[count] = Math.max(begin, stop - length);
        to[count++] = stop;
      }
    }
    return new Sequences(
        rows, Arrays.copyOf(from, count), Arrays.copyOf(to, count), targets, gaps, questions);
  }

  int size() {
    return from.length;
  }

  /** How many positions are learned from. */
  int questions() {
    return questions;
  }

  int length(int sequence) {
    return to[sequence] - from[sequence];
  }

  int from(int sequence) {
    return from[sequence];
  }

  int item(int row) {
    return rows.item(row);
  }

  byte type(int row) {
    return (byte) rows.type(row);
  }

  byte gap(int row) {
    return gaps[row];
  }

  /** What came after this row, -1 where nothing is to be learned. */
  int target(int row) {
    return targets[row];
  }
}
