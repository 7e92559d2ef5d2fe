package io.limpet.trainer.tower;

import io.limpet.trainer.read.Interactions;
import java.util.Arrays;

/**
 * What a training asks: a row in which a user showed an interest in an item that was new to the
 * user, after a history of earlier moments. What happened at the same moment, a basket, is no
 * history.
 *
 * @param answers rows
 * @param begins first row of the history of each
 * @param ends the row after its last
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
record Questions(int[] answers, int[] begins, int[] ends) {

  /**
   * The questions of these interactions.
   *
   * @param most rows of a history, the latest
   */
  static Questions of(Interactions rows, int most) {
    int[] answers = new int[rows.size()];
    int[] begins = new int[rows.size()];
    int[] ends = new int[rows.size()];
    int[] metBy = new int[rows.items()];
    int size = 0;
    for (int user = 0; user < rows.users(); user++) {
      int basket = rows.begin(user);
      for (int row = rows.begin(user); row < rows.end(user); row++) {
        if (rows.millis(row) != rows.millis(basket)) {
          basket = row;
        }
        if (rows.isInterest(row) && metBy[rows.item(row)] != user + 1) {
          metBy[rows.item(row)] = user + 1;
          if (basket > rows.begin(user)) {
            answers[size] = row;
            begins[size] = Math.max(rows.begin(user), basket - most);
            ends[size++] = basket;
          }
        }
      }
    }
    return new Questions(
        Arrays.copyOf(answers, size), Arrays.copyOf(begins, size), Arrays.copyOf(ends, size));
  }

  int size() {
    return answers.length;
  }
}
