package io.limpet.core.prediction;

import io.limpet.core.feature.UserBehaviour;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a generation says that a visitor will do, as it is told to others.
 *
 * @param visitor user id, or prefixed anonymous id
 * @param generation whose model says so
 * @param atMillis as of when, epoch milliseconds
 * @param nextAction probabilities by {@code view}, {@code cart}, {@code purchase} and {@code leave}
 *     of what follows the latest event in its session; empty when that session is over
 * @param categories of what is done next, the likeliest first, at most {@link #CATEGORIES}
 * @param returnProbability of anything within {@link Predictor#RETURN_DAYS} days
 * @param churnProbability of nothing within {@link Predictor#CHURN_DAYS} days
 * @param expectedValue expected to be paid within {@link Predictor#VALUE_DAYS} days, in the events'
 *     currency
 */
public record Prediction(
    String visitor,
    String generation,
    long atMillis,
    Map<String, Double> nextAction,
    List<Predicted.Likely> categories,
    double returnProbability,
    double churnProbability,
    double expectedValue) {
  /** Categories that are told. */
  public static final int CATEGORIES = 5;

  public Prediction {
    Objects.requireNonNull(visitor, "visitor is missing");
    Objects.requireNonNull(generation, "generation is missing");
    // In the order of the actions.
    nextAction =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNullElse(nextAction, Map.of())));
    categories = List.copyOf(Objects.requireNonNullElse(categories, List.of()));
  }

  /**
   * What a visitor will do.
   *
   * @param generation whose the predictor is
   * @param nowMillis the time now, epoch milliseconds. If the behaviour knows of something later,
   *     since clocks differ, it is as of that
   */
  public static Prediction of(
      Predictor predictor, String generation, UserBehaviour behaviour, long nowMillis) {
    long last = behaviour.times().last();
    long at = Math.max(nowMillis, last);
    Predicted predicted = predictor.predict(behaviour, at);
    return new Prediction(
        behaviour.visitor(),
        generation,
        at,
        at - last > Predictor.SESSION_MILLIS ? Map.of() : next(predictor, behaviour, last),
        predicted.categories().stream()
            .limit(CATEGORIES)
            .map(of -> new Predicted.Likely(of.category(), rounded(of.probability())))
            .toList(),
        rounded(predicted.returns()),
        rounded(predicted.churns()),
        Math.rint(predicted.value() * 100) / 100);
  }

  /** As of the latest event: of such moments it was learned. */
  private static Map<String, Double> next(
      Predictor predictor, UserBehaviour behaviour, long lastMillis) {
    Map<NextAction, Double> of = predictor.predict(behaviour, lastMillis).nextAction();
    Map<String, Double> next = new LinkedHashMap<>();
    for (NextAction action : NextAction.values()) {
      next.put(action.label(), rounded(of.getOrDefault(action, 0.0)));
    }
    return next;
  }

  private static double rounded(double probability) {
    return Math.rint(probability * 10_000) / 10_000;
  }
}
