package io.limpet.trainer.report;

import static io.limpet.trainer.report.Svg.escaped;

import io.limpet.core.generation.LearningCurve;
import io.limpet.core.item.Item;
import io.limpet.trainer.evaluate.Cohort;
import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.Difference;
import io.limpet.trainer.evaluate.Interval;
import io.limpet.trainer.evaluate.Metric;
import io.limpet.trainer.evaluate.Row;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.split.Split;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A comparison as one page that needs nothing else, no network and no script: tables, and drawings
 * as SVG, in light and dark.
 */
final class HtmlReport {
  private static final List<String> ACCURACY =
      List.of(
          "ndcg@5",
          "ndcg@10",
          "ndcg@20",
          "recall@5",
          "recall@10",
          "recall@20",
          "mrr@5",
          "mrr@10",
          "mrr@20");
  private static final List<String> BIAS =
      List.of(
          "coverage@10",
          "novelty@10",
          "popularity@10",
          "popularity_lift@10",
          "head_share@10",
          "tail_share@10");

  private final Comparison comparison;
  private final List<Item> catalogue;
  private final List<Scope> scopes;
  private final StringBuilder html = new StringBuilder();

  private HtmlReport(Comparison comparison, List<Item> catalogue) {
    this.comparison = comparison;
    this.catalogue = catalogue;
    this.scopes = comparison.plan().scopes();
  }

  static String of(Comparison comparison, List<Item> catalogue) {
    return new HtmlReport(comparison, catalogue).page();
  }

  /** Names beside the colours of their series. */
  static String legend(List<String> names) {
    StringBuilder html = new StringBuilder("<p class=\"legend\">");
    for (int i = 0; i < names.size(); i++) {
      html.append(
          "<span><svg class=\"key\" viewBox=\"0 0 10 10\"><circle cx=\"5\" cy=\"5\" r=\"4\" class=\"%s\"/></svg>%s</span> "
              .formatted(Plots.series(i), escaped(names.get(i))));
    }
    return html.append("</p>").toString();
  }

  private String page() {
    html.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.append("<title>Limpet: models compared</title><style>").append(Style.SHEET);
    html.append("</style><main>");
    head();
    section("figures", "NDCG@10", this::bars);
    section("differences", "How sure the differences are", this::differences);
    section("cohorts", "For whom, and for which items", this::cohorts);
    for (String part : List.of("test", "validation")) {
      section(part, "All figures, " + part, () -> tables(part));
    }
    section("lists", "What the lists are like", this::bias);
    if (comparison.plan().seeds().size() > 1) {
      section("seeds", "Seeds", this::seeds);
    }
    if (hasRanker()) {
      section(
          "ranking",
          "Rankers: visit by visit, and how true their probabilities are",
          this::ranking);
    }
    section("learning", "Learning", this::learning);
    section("vectors", "Item vectors", this::maps);
    return html.append("</main></html>\n").toString();
  }

  private void section(String id, String title, Runnable content) {
    html.append("<section id=\"%s\"><h2>%s</h2>".formatted(id, escaped(title)));
    content.run();
    html.append("</section>");
  }

  private void head() {
    Split split = comparison.plan().split();
    html.append("<h1>Models compared</h1>");
    note(
        "Protocol %s. All items are ranked. Choose on validation; the test is there to be reported."
            .formatted(split.protocol()));
    note(
        "Validation: "
            + split.validation().description()
            + ". Test: "
            + split.test().description()
            + ".");
    note(
        Wording.refit(split)
            + " Seeds: "
            + comparison.plan().seeds().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "))
            + ".");
    if (scopes.contains(Scope.COLD)) {
      note(Wording.chance(split.test()));
    }
    html.append("<nav>");
    for (String of :
        List.of(
            "figures",
            "differences",
            "cohorts",
            "test",
            "validation",
            "lists",
            "learning",
            "vectors")) {
      html.append("<a href=\"#%s\">%s</a> ".formatted(of, of));
    }
    html.append("</nav>");
  }

  private void note(String text) {
    html.append("<p class=\"note\">").append(escaped(text)).append("</p>");
  }

  private void bars() {
    note("Strong: test, with its 95 % interval over users. Pale: validation.");
    html.append("<div class=\"grid\">");
    for (Scope scope : scopes) {
      html.append("<div><h3>%s</h3>".formatted(scope.label()));
      html.append(Plots.bars(comparison.of("test", scope), comparison.of("validation", scope)));
      html.append("</div>");
    }
    html.append("</div>");
  }

  private void differences() {
    note(
        "Each model against one rival on the same users, pair by pair: the mean difference, its 95"
            + " % bootstrap interval, and the p of a randomisation test (two-sided, of this pair"
            + " alone). An interval that holds 0 says that chance may have done it.");
    html.append("<div class=\"grid\">");
    for (Scope scope : scopes) {
      List<Row> rows = comparison.of("test", scope);
      for (Metric metric : List.of(Metric.MAIN, new Metric(Metric.Kind.RECALL, 20))) {
        rows.stream()
            .map(row -> row.differences().get(metric.label()))
            .filter(Objects::nonNull)
            .findFirst()
            .map(Difference::rival)
            .ifPresent(
                rival -> {
                  html.append(
                      "<div><h3>%s, %s, against %s</h3>"
                          .formatted(scope.label(), metric.label(), escaped(rival)));
                  html.append(Plots.differences(rows, metric)).append("</div>");
                });
      }
    }
    html.append("</div>");
  }

  private List<String> models() {
    return comparison.of("test", scopes.getFirst()).stream()
        .map(row -> row.figures().model())
        .toList();
  }

  private void cohorts() {
    List<Row> rows = comparison.of("test", scopes.getFirst());
    note("Test, %s, NDCG@10 with 95 %% intervals.".formatted(scopes.getFirst().label()));
    html.append(legend(models())).append("<div class=\"grid\">");
    for (Cohort.Family family : Cohort.Family.values()) {
      html.append("<div><h3>By %s</h3>".formatted(family.title()));
      html.append(Plots.cohorts(rows, family)).append("</div>");
    }
    html.append("</div>");
  }

  private void tables(String part) {
    for (Scope scope : scopes) {
      List<Row> rows = comparison.of(part, scope);
      html.append("<h3>%s, %s</h3>".formatted(part, scope.label()));
      note(
          "%,d users. Below each figure half the width of its interval."
              .formatted(rows.getFirst().figures().cases()));
      table(rows, ACCURACY);
    }
  }

  private void bias() {
    note(
        "novelty: bits a shown item is unexpected by. popularity: mean share of users who had the"
            + " shown items; lift: against their own histories, 0 is like them. head: share of the"
            + " lists from the most popular 1 % of items. tail: share from the items that make up"
            + " the last fifth of all interest.");
    for (Scope scope : scopes) {
      html.append("<h3>test, %s</h3>".formatted(scope.label()));
      table(comparison.of("test", scope), BIAS);
    }
  }

  private void table(List<Row> rows, List<String> metrics) {
    html.append("<div class=\"scroll\"><table><tr><th>model</th>");
    metrics.forEach(metric -> html.append("<th>").append(metric).append("</th>"));
    html.append("</tr>");
    for (Row row : rows) {
      html.append("<tr><td>").append(escaped(row.figures().model())).append("</td>");
      for (String metric : metrics) {
        double of = row.figures().get(metric);
        double best = rows.stream().mapToDouble(any -> any.figures().get(metric)).max().orElse(0);
        boolean isBest = metrics == ACCURACY && of == best && best > 0;
        html.append(isBest ? "<td class=\"best\">" : "<td>").append(Plots.number(of));
        Interval interval = row.intervals().get(metric);
        if (interval != null) {
          html.append(
              String.format(
                  Locale.ROOT, " <small>±%.4f</small>", (interval.high() - interval.low()) / 2));
        }
        html.append("</td>");
      }
      html.append("</tr>");
    }
    html.append("</table></div>");
  }

  private void seeds() {
    note("NDCG@10 and Recall@10 of the test by seed, %s.".formatted(scopes.getFirst().label()));
    html.append(
        "<div class=\"scroll\"><table><tr><th>model</th><th>seed</th><th>ndcg@10</th><th>recall@10</th></tr>");
    for (Row row : comparison.of("test", scopes.getFirst())) {
      row.seeds()
          .forEach(
              (seed, of) ->
                  seed(row, String.valueOf(seed), of.get("ndcg@10"), of.get("recall@10")));
      if (row.seeds().size() > 1) {
        seed(row, "mean", row.figures().get("ndcg@10"), row.figures().get("recall@10"));
        seed(row, "standard deviation", row.deviation("ndcg@10"), row.deviation("recall@10"));
      }
    }
    html.append("</table></div>");
  }

  private void seed(Row row, String seed, double ndcg, double recall) {
    html.append(
        "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
            .formatted(
                escaped(row.figures().model()), seed, Plots.number(ndcg), Plots.number(recall)));
  }

  private boolean hasRanker() {
    return comparison.details().values().stream().anyMatch(of -> !of.rankings().isEmpty());
  }

  private void ranking() {
    note(
        "In validation each visitor is judged by a ranker that has not learned from that visitor;"
            + " in the test by the one that would be used. Drawn are ten bins of as many candidates"
            + " each; on the line, what was predicted is what happened.");
    comparison
        .details()
        .forEach(
            (model, of) ->
                of.rankings().forEach(one -> html.append(RankingSection.html(model, one))));
  }

  private void learning() {
    html.append("<div class=\"scroll\"><table><tr><th>model</th><th>seconds</th></tr>");
    comparison
        .details()
        .forEach(
            (model, of) ->
                html.append(
                    String.format(
                        Locale.ROOT,
                        "<tr><td>%s</td><td>%.1f</td></tr>",
                        escaped(model),
                        of.seconds())));
    html.append("</table></div>");
    comparison
        .details()
        .forEach((model, of) -> of.ratingError().ifPresent(error -> note(model + ": " + error)));
    comparison
        .details()
        .forEach(
            (model, of) -> {
              if (!of.curves().isEmpty()) {
                html.append("<h3>").append(escaped(model)).append("</h3>");
                html.append(legend(of.curves().stream().map(LearningCurve::label).toList()));
                html.append("<div class=\"grid\">");
                html.append(
                    Plots.curves(of.curves(), LearningCurve.Point::score, "NDCG@10 on validation"));
                html.append(Plots.curves(of.curves(), LearningCurve.Point::loss, "loss"));
                html.append("</div>");
              }
            });
  }

  private void maps() {
    boolean[] any = {false};
    comparison
        .details()
        .forEach(
            (model, of) ->
                of.map()
                    .ifPresent(
                        map -> {
                          any[0] = true;
                          html.append(new MapSection(map, catalogue).html(model));
                        }));
    if (!any[0]) {
      note("None of these models has item vectors.");
    }
  }
}
