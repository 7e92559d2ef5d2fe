package io.limpet.core.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a new way of choosing would have earned, from the log of another that left something to
 * chance and noted with which probability.
 *
 * @param value the estimate of the reward a choice
 * @param error its standard error
 * @param effective how many choices of the new way the log is worth: {@code (sum w)^2 / sum w^2}
 *     (Kish, 1965); of few, the estimate is worth nothing, whatever its error says
 * @param choices in the log
 */
public record OffPolicy(double value, double error, double effective, int choices) {

  /**
   * A choice of the log.
   *
   * @param reward that it earned
   * @param logged the probability with which the old way chose it, above 0
   * @param wanted the probability with which the new way would have, 0 to 1
   * @param expected the reward that a model expects of it; 0 without a model
   * @param expectedOfNew the reward that the model expects of what the new way would choose there
   */
  public record Choice(
      double reward, double logged, double wanted, double expected, double expectedOfNew) {
    public Choice {
      if (!(logged > 0 && logged <= 1)) {
        throw new IllegalArgumentException(
            "logged propensity is %s; it is above 0 and at most 1".formatted(logged));
      }
      if (!(wanted >= 0 && wanted <= 1)) {
        throw new IllegalArgumentException(
            "wanted propensity is %s; it is from 0 to 1".formatted(wanted));
      }
    }

    double weight() {
      return wanted / logged;
    }
  }

  /**
   * Inverse propensity scores: the mean of {@code w r} with {@code w = wanted / logged} (Horvitz
   * and Thompson, 1952). Without bias; the fewer the log knows of the new way, the wilder.
   */
  public static OffPolicy ips(List<Choice> log) {
    return ips(log, ownUnits(log));
  }

  /**
   * The same of choices that are not independent of each other.
   *
   * @param units whose each choice was; the error is by units: the variance of the sum over a
   *     unit's choices (Liang and Zeger, Biometrika 73, 1986)
   */
  public static OffPolicy ips(List<Choice> log, List<?> units) {
    double[] terms = log.stream().mapToDouble(one -> one.weight() * one.reward()).toArray();
    return of(log, mean(terms), terms, units);
  }

  /**
   * Self-normalised: {@code sum w r / sum w} (Swaminathan and Joachims, The Self-Normalized
   * Estimator for Counterfactual Learning, NIPS 2015). A little bias, far less variance; never
   * beyond what was earned. Its error is by the delta method.
   */
  public static OffPolicy snips(List<Choice> log) {
    return snips(log, ownUnits(log));
  }

  /** The same of choices that are not independent of each other, see {@link #ips(List, List)}. */
  public static OffPolicy snips(List<Choice> log, List<?> units) {
    double weights = log.stream().mapToDouble(Choice::weight).sum();
    double value =
        weights == 0
            ? 0
            : log.stream().mapToDouble(one -> one.weight() * one.reward()).sum() / weights;
    double scale = weights == 0 ? 0 : log.size() / weights;
    double[] terms =
        log.stream()
            .mapToDouble(one -> value + scale * one.weight() * (one.reward() - value))
            .toArray();
    return of(log, value, terms, units);
  }

  /**
   * Doubly robust: the mean of {@code q_new + w (r - q)} (Dudik, Langford and Li, Doubly Robust
   * Policy Evaluation and Learning, ICML 2011). Right if either the propensities or the model are.
   */
  public static OffPolicy doublyRobust(List<Choice> log) {
    return doublyRobust(log, ownUnits(log));
  }

  /** The same of choices that are not independent of each other, see {@link #ips(List, List)}. */
  public static OffPolicy doublyRobust(List<Choice> log, List<?> units) {
    double[] terms =
        log.stream()
            .mapToDouble(
                one -> one.expectedOfNew() + one.weight() * (one.reward() - one.expected()))
            .toArray();
    return of(log, mean(terms), terms, units);
  }

  private static List<Integer> ownUnits(List<Choice> log) {
    return IntStream.range(0, log.size()).boxed().toList();
  }

  private static OffPolicy of(List<Choice> log, double value, double[] terms, List<?> units) {
    double mean = mean(terms);
    Map<Object, Double> byUnit = new HashMap<>();
    for (int i = 0; i < terms.length; i++) {
      byUnit.merge(units.get(i), terms[i] - mean, Double::sum);
    }
    double squares = byUnit.values().stream().mapToDouble(of -> of * of).sum();
    double n = terms.length;
    int of = byUnit.size();
    double sum = log.stream().mapToDouble(Choice::weight).sum();
    double ofSquares = log.stream().mapToDouble(one -> one.weight() * one.weight()).sum();
    return new OffPolicy(
        value,
        of < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares * of / (of - 1.0)) / n,
        ofSquares == 0 ? 0 : sum * sum / ofSquares,
        terms.length);
  }

  private static double mean(double[] terms) {
    double sum = 0;
    for (double term : terms) {
      sum += term;
    }
    return terms.length == 0 ? 0 : sum / terms.length;
  }
}
