package io.limpet.trainer.report;

import io.limpet.trainer.evaluate.Cohort;
import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.Difference;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Interval;
import io.limpet.trainer.evaluate.Metric;
import io.limpet.trainer.evaluate.Row;
import io.limpet.trainer.evaluate.Scope;
import java.util.List;
import java.util.Locale;

/** A comparison as text for a terminal. */
public final class Table {
  private static final List<String> METRICS =
      List.of("ndcg@10", "recall@10", "mrr@10", "ndcg@20", "recall@20", "coverage@10");
  private static final List<String> BIAS =
      List.of(
          "novelty@10", "popularity@10", "popularity_lift@10", "head_share@10", "tail_share@10");

  private final Comparison comparison;
  private final StringBuilder text = new StringBuilder();

  private Table(Comparison comparison) {
    this.comparison = comparison;
  }

  /** All parts and scopes, one table each; then who is better, and for whom. */
  public static String of(Comparison comparison) {
    return new Table(comparison).all();
  }

  private String all() {
    List<Scope> scopes = comparison.plan().scopes();
    line("%n%s", Wording.refit(comparison.plan().split()));
    if (scopes.contains(Scope.COLD)) {
      line("%s", Wording.chance(comparison.plan().split().test()));
    }
    for (String part : List.of("validation", "test")) {
      for (Scope scope : scopes) {
        List<Row> rows = comparison.of(part, scope);
        if (rows.stream().anyMatch(row -> row.figures().cases() > 0)) {
          figures(part + ", " + scope.label(), rows);
        }
      }
    }
    for (Scope scope : scopes) {
      List<Row> rows = comparison.of("test", scope);
      if (rows.getFirst().figures().cases() > 0) {
        differences(scope, rows);
      }
    }
    List<Row> first = comparison.of("test", scopes.getFirst());
    for (Cohort.Family family : Cohort.Family.values()) {
      cohorts(family, first);
    }
    bias(first);
    ratings();
    return text.toString();
  }

  private void figures(String title, List<Row> rows) {
    text.append(String.format("%n%-24s", title));
    METRICS.forEach(metric -> text.append(String.format("%12s", metric)));
    line("%8s", "users");
    for (Row row : rows) {
      text.append(String.format("%-24s", row.figures().model()));
      METRICS.forEach(metric -> text.append(number("%12.4f", row.figures().get(metric))));
      line("%8d", row.figures().cases());
      if (row.seeds().size() > 1) {
        row.seeds().forEach((seed, of) -> seed(seed, of));
        text.append(String.format("%-24s", "  standard deviation"));
        METRICS.forEach(metric -> text.append(number("%12.4f", row.deviation(metric))));
        line("");
      }
    }
  }

  private void seed(long seed, Figures of) {
    text.append(String.format("%-24s", "  seed " + seed));
    METRICS.forEach(metric -> text.append(number("%12.4f", of.get(metric))));
    line("");
  }

  /** With the interval of each figure, and the paired difference to the rival. */
  private void differences(Scope scope, List<Row> rows) {
    for (String metric : compared()) {
      String rival =
          rows.stream()
              .flatMap(row -> row.differences().values().stream())
              .map(Difference::rival)
              .findFirst()
              .orElse("");
      line(
          "%n%-24s%-28s%s",
          scope.label() + ", " + metric,
          "95 % interval",
          rival.isEmpty() ? "" : "difference to " + rival + ", user by user, and p");
      for (Row row : rows) {
        Interval interval = row.intervals().getOrDefault(metric, new Interval(0, 0));
        Difference difference = row.differences().get(metric);
        line(
            "%-24s%-28s%s",
            row.figures().model(),
            number("%.4f ", row.figures().get(metric)) + interval,
            difference == null ? "" : difference + number("  p %.4f", difference.p()));
      }
    }
  }

  /** New items are looked for further down the list. */
  private List<String> compared() {
    return comparison.plan().scopes().contains(Scope.COLD)
        ? List.of("recall@20", "ndcg@10")
        : List.of("ndcg@10", "recall@10");
  }

  private void cohorts(Cohort.Family family, List<Row> rows) {
    List<Cohort> groups =
        rows.getFirst().figures().cohorts().stream().filter(of -> of.family() == family).toList();
    if (groups.stream().allMatch(of -> of.outcomes().size() == 0)) {
      return;
    }
    line("%n%s of the test, by %s", Metric.MAIN.label(), family.title());
    text.append(String.format("%-24s", ""));
    groups.forEach(of -> text.append(String.format("%12s", of.label())));
    line("");
    for (Row row : rows) {
      text.append(String.format("%-24s", row.figures().model()));
      row.figures().cohorts().stream()
          .filter(of -> of.family() == family)
          .forEach(
              of ->
                  text.append(
                      of.outcomes().size() == 0
                          ? "%12s".formatted("-")
                          : number("%12.4f", of.outcomes().mean(Metric.MAIN))));
      line("");
    }
    text.append(String.format("%-24s", "users"));
    groups.forEach(of -> text.append(String.format("%12d", of.outcomes().size())));
    line("");
  }

  private void bias(List<Row> rows) {
    text.append(String.format("%n%-24s", "lists of the test"));
    BIAS.forEach(metric -> text.append(String.format("%20s", metric)));
    line("");
    for (Row row : rows) {
      text.append(String.format("%-24s", row.figures().model()));
      BIAS.forEach(metric -> text.append(number("%20.4f", row.figures().get(metric))));
      line("");
    }
  }

  private void ratings() {
    if (comparison.details().values().stream().noneMatch(of -> of.ratingError().isPresent())) {
      return;
    }
    line("%n%-24s%12s%16s%12s", "RMSE, ratings held out", "model", "mean + biases", "mean");
    comparison
        .details()
        .forEach(
            (model, detail) ->
                detail
                    .ratingError()
                    .ifPresent(
                        of ->
                            line(
                                "%-24s%12.4f%16.4f%12.4f  %,d %s",
                                model,
                                of.rmse(),
                                of.ofBiases(),
                                of.ofMean(),
                                of.count(),
                                of.ratings())));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format + "%n", values));
  }
}
