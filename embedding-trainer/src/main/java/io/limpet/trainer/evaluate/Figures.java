package io.limpet.trainer.evaluate;

import java.util.Map;
import java.util.TreeMap;

/**
 * How good a model's lists are, by metric: {@code ndcg@10}, {@code recall@5}, {@code mrr@20},
 * {@code coverage@10}, {@code novelty@10} and so on.
 *
 * @param model its name
 * @param part {@code validation} or {@code test}
 * @param scope which answers counted
 * @param cases how many users were asked
 * @param metrics by name
 */
public record Figures(
    String model, String part, Scope scope, int cases, Map<String, Double> metrics) {

  /** The figure that models are compared by. */
  public static final String MAIN = "ndcg@10";

  public Figures {
    metrics = Map.copyOf(metrics);
  }

  /** One metric, 0 if there was no case. */
  public double get(String metric) {
    return metrics.getOrDefault(metric, 0.0);
  }

  /** NDCG@10. */
  public double main() {
    return get(MAIN);
  }

  /** The metrics in the order of their names. */
  public Map<String, Double> sorted() {
    return new TreeMap<>(metrics);
  }
}
