package io.limpet.trainer.report;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.trainer.evaluate.Cohort;
import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.Interval;
import io.limpet.trainer.evaluate.Metric;
import io.limpet.trainer.evaluate.Plan;
import io.limpet.trainer.evaluate.RankingQuality;
import io.limpet.trainer.evaluate.Row;
import io.limpet.trainer.model.RatingError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * {@code metrics.json}: {@code models -> name -> part -> scope} holds {@code users} and every
 * metric by name, and beside them {@code intervals}, {@code differences}, {@code cohorts} and, of
 * more than one, {@code seeds} and {@code deviations}; {@code models -> name} has {@code
 * training_seconds} and, of a model that guesses ratings, {@code held_out_ratings}, of one with a
 * ranker, {@code ranking}.
 */
final class MetricsJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final List<Metric> OF_COHORTS =
      List.of(Metric.MAIN, new Metric(Metric.Kind.RECALL, 10), new Metric(Metric.Kind.RECALL, 20));

  private MetricsJson() {}

  static String of(Comparison comparison) {
    ObjectNode root = JSON.createObjectNode();
    Plan plan = comparison.plan();
    root.put("protocol", plan.split().protocol());
    root.put("validation", plan.split().validation().description());
    root.put("test", plan.split().test().description());
    root.put("refit", plan.split().isRefit());
    plan.seeds().forEach(root.withArray("seeds")::add);
    for (Row row : comparison.rows()) {
      row(
          root.withObject("models")
              .withObject(row.figures().model())
              .withObject(row.figures().part())
              .withObject(row.figures().scope().label()),
          row);
    }
    comparison
        .details()
        .forEach(
            (model, detail) -> {
              ObjectNode its = root.withObject("models").withObject(model);
              its.put("training_seconds", detail.seconds());
              detail.ratingError().ifPresent(of -> error(its.withObject("held_out_ratings"), of));
              detail
                  .rankings()
                  .forEach(of -> ranking(its.withObject("ranking").withObject(of.part()), of));
            });
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  private static void row(ObjectNode node, Row row) {
    node.put("users", row.figures().cases());
    row.figures().sorted().forEach(node::put);
    row.intervals().forEach((metric, of) -> interval(node.withObject("intervals"), metric, of));
    row.differences()
        .forEach(
            (metric, of) -> {
              ObjectNode its = node.withObject("differences").withObject(metric);
              its.put("rival", of.rival()).put("mean", of.mean()).put("p", of.p());
              interval(its, "interval", of.interval());
            });
    for (Cohort of : row.figures().cohorts()) {
      String family = of.family().name().toLowerCase(Locale.ROOT);
      ObjectNode its = node.withObject("cohorts").withObject(family).withObject(of.label());
      its.put("users", of.outcomes().size());
      OF_COHORTS.forEach(metric -> its.put(metric.label(), of.outcomes().mean(metric)));
    }
    if (row.seeds().size() > 1) {
      row.seeds()
          .forEach(
              (seed, of) -> {
                ObjectNode its = node.withObject("seeds").withObject(String.valueOf(seed));
                of.sorted().forEach(its::put);
              });
      row.figures()
          .sorted()
          .keySet()
          .forEach(metric -> node.withObject("deviations").put(metric, row.deviation(metric)));
    }
  }

  private static void error(ObjectNode node, RatingError of) {
    node.put("ratings", of.ratings()).put("count", of.count()).put("rmse", of.rmse());
    node.put("rmse_of_mean_and_biases", of.ofBiases()).put("rmse_of_mean", of.ofMean());
  }

  private static void ranking(ObjectNode node, RankingQuality of) {
    node.put("visits", of.questions());
    node.put("ndcg@10", of.ranked()).put("ndcg@10_of_recall_alone", of.recalled());
    ObjectNode difference = node.withObject("difference");
    difference.put("mean", of.difference().mean()).put("p", of.difference().p());
    interval(difference, "interval", of.difference().interval());
    for (RankingQuality.OfTask task : of.tasks()) {
      ObjectNode its = node.withObject("tasks").withObject(task.task().label());
      its.put("candidates", task.candidates()).put("hits", task.hits());
      if (!Double.isNaN(task.auc())) {
        its.put("auc", task.auc());
      }
      its.put("calibration_error", task.error());
      for (RankingQuality.Bin bin : task.bins()) {
        its.withArray("reliability")
            .addObject()
            .put("predicted", bin.predicted())
            .put("observed", bin.observed())
            .put("candidates", bin.size());
      }
    }
  }

  private static void interval(ObjectNode node, String name, Interval interval) {
    node.putArray(name).add(interval.low()).add(interval.high());
  }
}
