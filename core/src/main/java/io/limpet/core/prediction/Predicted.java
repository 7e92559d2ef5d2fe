package io.limpet.core.prediction;

import java.util.List;
import java.util.Map;

/**
 * What a visitor will do, as probabilities.
 *
 * @param nextAction of what is done next in the session
 * @param categories of what that is done with, the likeliest first
 * @param returns of anything within {@link Predictor#RETURN_DAYS} days
 * @param churns of nothing within {@link Predictor#CHURN_DAYS} days
 * @param value expected to be paid within {@link Predictor#VALUE_DAYS} days, in the events'
 *     currency
 */
public record Predicted(
    Map<NextAction, Double> nextAction,
    List<Likely> categories,
    double returns,
    double churns,
    double value) {
  public Predicted {
    nextAction = Map.copyOf(nextAction);
    categories = List.copyOf(categories);
  }

  /** A category and how likely it is. */
  public record Likely(String category, double probability) {}
}
