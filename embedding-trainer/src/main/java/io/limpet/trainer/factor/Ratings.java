package io.limpet.trainer.factor;

import io.limpet.trainer.read.Interactions;
import java.util.Arrays;

/**
 * How much users like items, as numbers. Where at least one pair in ten has a {@code rate} event
 * with a value, ratings are the values, the latest of each pair, and nothing else. Elsewhere a pair
 * is rated log2(1 + strength), strength as in {@link Likes}: a view 1, a purchase 2.6.
 *
 * @param users the user of each rating
 * @param items its item
 * @param values the rating
 * @param isGiven whether people gave them
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
record Ratings(int[] users, int[] items, float[] values, boolean isGiven) {
  private static final double ENOUGH = 0.1;

  static Ratings of(Interactions rows, Likes likes) {
    Ratings given = given(rows);
    if (given.size() > 0 && given.size() >= ENOUGH * likes.size()) {
      return given;
    }
    int[] items = new int[likes.size()];
    float[] values = new float[likes.size()];
    for (int pair = 0; pair < items.length; pair++) {
      items[pair] = likes.item(pair);
      values[pair] = (float) (Math.log1p(likes.strength(pair)) / Math.log(2));
    }
    return new Ratings(likes.userOfPairs(), items, values, false);
  }

  private static Ratings given(Interactions rows) {
    int[] users = new int[rows.size()];
    int[] items = new int[rows.size()];
    float[] values = new float[rows.size()];
    int[] ratedBy = new int[rows.items()];
    int size = 0;
    for (int user = 0; user < rows.users(); user++) {
      for (int row = rows.end(user) - 1; row >= rows.begin(user); row--) {
        int item = rows.item(row);
        if (!Float.isNaN(rows.rating(row)) && ratedBy[item] != user + 1) {
          ratedBy[item] = user + 1;
          users[size] = user;
          items[size] = item;
          values[size++] = rows.rating(row);
        }
      }
    }
    return new Ratings(
        Arrays.copyOf(users, size), Arrays.copyOf(items, size), Arrays.copyOf(values, size), true);
  }

  int size() {
    return values.length;
  }
}
