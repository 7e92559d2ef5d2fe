package io.limpet.trainer.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A line of a comparison: a model in one part and scope.
 *
 * @param figures the mean over the seeds
 * @param seeds the figures of each seed, by seed
 * @param intervals over users, by metric
 * @param differences to the rival, user by user, by metric; none of the rival itself, and none in
 *     validation
 */
public record Row(
    Figures figures,
    Map<Long, Figures> seeds,
    Map<String, Interval> intervals,
    Map<String, Difference> differences) {

  /** Metrics that models are compared by with the rival. */
  static final List<Metric> COMPARED =
      List.of(Metric.MAIN, new Metric(Metric.Kind.RECALL, 10), new Metric(Metric.Kind.RECALL, 20));

  public Row {
    seeds = new TreeMap<>(seeds);
  }

  static Row of(Map<Long, Figures> seeds, Optional<Figures> rival) {
    Figures figures = mean(List.copyOf(seeds.values()));
    Map<String, Difference> differences = new TreeMap<>();
    rival
        .filter(other -> !other.model().equals(figures.model()))
        .ifPresent(
            other ->
                COMPARED.forEach(
                    metric ->
                        differences.put(metric.label(), Difference.of(figures, other, metric))));
    return new Row(figures, seeds, figures.intervals(), differences);
  }

  /** Several trainings of one model as one: means of the metrics, outcomes joined. */
  static Figures mean(List<Figures> trainings) {
    Figures first = trainings.getFirst();
    if (trainings.size() == 1) {
      return first;
    }
    Map<String, Double> metrics = new TreeMap<>();
    first
        .metrics()
        .keySet()
        .forEach(
            name ->
                metrics.put(
                    name, trainings.stream().mapToDouble(of -> of.get(name)).average().orElse(0)));
    List<Cohort> cohorts = new ArrayList<>();
    for (int i = 0; i < first.cohorts().size(); i++) {
      int at = i;
      Cohort cohort = first.cohorts().get(i);
      cohorts.add(
          new Cohort(
              cohort.family(),
              cohort.label(),
              Outcomes.joined(
                  trainings.stream().map(of -> of.cohorts().get(at).outcomes()).toList())));
    }
    return new Figures(
        first.model(),
        first.part(),
        first.scope(),
        metrics,
        Outcomes.joined(trainings.stream().map(Figures::outcomes).toList()),
        cohorts);
  }

  /** Standard deviation of a metric over the seeds (n - 1); NaN of fewer than two. */
  public double deviation(String metric) {
    double mean = figures.get(metric);
    double squares = 0;
    for (Figures of : seeds.values()) {
      squares += (of.get(metric) - mean) * (of.get(metric) - mean);
    }
    return seeds.size() < 2 ? Double.NaN : Math.sqrt(squares / (seeds.size() - 1));
  }
}
