package io.limpet.trainer.model;

import java.util.Locale;

/**
 * How far a model's guesses of ratings are from ratings it never learned from: root mean squared
 * errors, in the unit of the ratings.
 *
 * @param ratings what was rated, for people
 * @param count how many were held out, above 0
 * @param rmse of the model
 * @param ofBiases of the same model without vectors: mu + b(u) + b(i), as long learned
 * @param ofMean of always guessing mu, the mean of what was learned from
 */
public record RatingError(String ratings, int count, double rmse, double ofBiases, double ofMean) {

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "RMSE %.4f on %,d %s held out; of mean and biases %.4f, of guessing the mean %.4f",
        rmse,
        count,
        ratings,
        ofBiases,
        ofMean);
  }
}
