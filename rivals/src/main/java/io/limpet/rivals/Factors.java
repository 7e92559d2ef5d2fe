package io.limpet.rivals;

import io.limpet.trainer.factor.FactorRecommender;
import io.limpet.trainer.factor.Likes;
import io.limpet.trainer.model.Recommender;

/**
 * What was learned: the score of an item for a user is the product of their rows.
 *
 * @param users a row a user number
 * @param items a row an item number
 * @param dimensions floats a row
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
record Factors(float[] users, float[] items, int dimensions) {

  /**
   * Answers with the row of the user whose history is asked about; users without a pair get what is
   * popular.
   */
  Recommender recommender(Likes likes) {
    return new FactorRecommender(
        likes,
        likes.known(),
        items,
        new float[likes.items()],
        () ->
            (history, to, at) -> {
              int user = history.rows().user(history.from());
              System.arraycopy(users, user * dimensions, to, at, dimensions);
              return likes.end(user) > likes.begin(user);
            });
  }
}
