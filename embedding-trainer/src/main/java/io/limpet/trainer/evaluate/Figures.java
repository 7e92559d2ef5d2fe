package io.limpet.trainer.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How good a model's lists are, by metric: {@code ndcg@10}, {@code recall@5}, {@code mrr@20},
 * {@code coverage@10}, {@code novelty@10} and so on; see {@link Metric} and {@link ListMetrics}.
 *
 * @param model its name
 * @param part {@code validation} or {@code test}
 * @param scope which answers counted
 * @param metrics by name; of several trainings the mean
 * @param outcomes how each question went, for comparing with another model
 * @param cohorts the outcomes of groups of users and of items
 */
public record Figures(
    String model,
    String part,
    Scope scope,
    Map<String, Double> metrics,
    Outcomes outcomes,
    List<Cohort> cohorts) {

  /** The figure that models are compared by. */
  public static final String MAIN = Metric.MAIN.label();

  public Figures {
    metrics = Map.copyOf(metrics);
    cohorts = List.copyOf(cohorts);
  }

  /** How many users were asked. */
  public int cases() {
    return outcomes.size();
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

  /** The 95 % interval, over users, of NDCG@10. */
  public Interval mainInterval() {
    return Bootstrap.mean(outcomes.values(Metric.MAIN));
  }

  /** A 95 % interval, over users, of every {@link Metric}. Takes a moment: a thousand resamples. */
  public Map<String, Interval> intervals() {
    double[][] values = Metric.ALL.stream().map(outcomes::values).toArray(double[][]::new);
    Interval[] intervals = Bootstrap.means(values);
    Map<String, Interval> byName = new LinkedHashMap<>();
    for (int i = 0; i < intervals.length; i++) {
      byName.put(Metric.ALL.get(i).label(), intervals[i]);
    }
    return byName;
  }
}
