package io.limpet.trainer.factor;

import io.limpet.trainer.model.History;
import io.limpet.trainer.model.ItemVectors;
import io.limpet.trainer.model.RatingError;
import io.limpet.trainer.model.Recommender;
import java.util.List;
import java.util.Optional;

/**
 * A recommender that knows how well it guesses ratings.
 *
 * @param lists ranks
 * @param error on ratings held out
 */
record Rated(Recommender lists, RatingError error) implements Recommender {
  @Override
  public void score(List<History> histories, float[][] scores) {
    lists.score(histories, scores);
  }

  @Override
  public Optional<ItemVectors> itemVectors() {
    return lists.itemVectors();
  }

  @Override
  public Optional<RatingError> ratingError() {
    return Optional.of(error);
  }
}
