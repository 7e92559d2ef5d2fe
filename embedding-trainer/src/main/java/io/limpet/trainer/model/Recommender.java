package io.limpet.trainer.model;

import java.util.List;
import java.util.Optional;

/** A trained model: scores every item for a user by what the user did. Thread-safe. */
public interface Recommender {
  /** The score of an item that the model cannot place; such items are never in a list. */
  float UNKNOWN = Float.NEGATIVE_INFINITY;

  /**
   * Scores all items, higher is better; {@link #UNKNOWN} where the model knows nothing.
   *
   * @param histories of one user each; items have the numbers of the training
   * @param scores filled: a row a history, an entry an item
   */
  void score(List<History> histories, float[][] scores);

  /** The vectors behind the scores, where the model has any: reports draw and check them. */
  default Optional<ItemVectors> itemVectors() {
    return Optional.empty();
  }

  /** How well it guesses ratings, where it was trained to. */
  default Optional<RatingError> ratingError() {
    return Optional.empty();
  }
}
