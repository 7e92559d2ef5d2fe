package io.limpet.trainer.report;

import io.limpet.trainer.evaluate.Comparison;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.split.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A comparison as one page that needs nothing else: tables and bars drawn as SVG. */
final class HtmlReport {
  private static final List<String> METRICS =
      List.of(
          "ndcg@5",
          "ndcg@10",
          "ndcg@20",
          "recall@5",
          "recall@10",
          "recall@20",
          "mrr@10",
          "coverage@10",
          "novelty@10");

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8884; --accent: #0b7285; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; margin-bottom: 0; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; }
      p.note { opacity: .75; margin: .25rem 0; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; }
      th, td { padding: .35rem .6rem; text-align: right; border-bottom: 1px solid var(--line); }
      th:first-child, td:first-child { text-align: left; }
      td.best { font-weight: 700; color: var(--accent); }
      svg { width: 100%; height: auto; } svg text { fill: currentColor; font-size: 13px; }
      svg rect { fill: var(--accent); } svg rect.second { opacity: .45; }
      """;

  private HtmlReport() {}

  static String of(Comparison comparison, List<Scope> scopes) {
    StringBuilder html =
        new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">");
    html.append("<meta name=\"viewport\" content=\"width=device-width\">");
    html.append("<title>Limpet: models compared</title><style>").append(STYLE).append("</style>");
    html.append("<h1>Models compared</h1><p class=\"note\">Protocol ")
        .append(escaped(comparison.split().protocol()))
        .append(". All items are ranked. Choose on validation; the test is there to be reported.")
        .append("</p><p class=\"note\">Validation: ")
        .append(escaped(comparison.split().validation().description()))
        .append("</p><p class=\"note\">Test: ")
        .append(escaped(comparison.split().test().description()))
        .append("</p>");
    for (Scope scope : scopes) {
      bars(html, comparison, scope);
    }
    for (String part : List.of("test", "validation")) {
      for (Scope scope : scopes) {
        table(html, part, scope, comparison.of(part, scope));
      }
    }
    lengths(html, comparison);
    seconds(html, comparison.seconds());
    return html.append("</html>\n").toString();
  }

  private static void bars(StringBuilder html, Comparison comparison, Scope scope) {
    List<Figures> test = comparison.of("test", scope);
    List<Figures> validation = comparison.of("validation", scope);
    if (test.isEmpty()) {
      return;
    }
    double most = 1e-9;
    for (Figures of : comparison.figures()) {
      most = of.scope() == scope ? Math.max(most, of.main()) : most;
    }
    html.append("<h2>NDCG@10, ").append(scope.label()).append("</h2>");
    html.append("<p class=\"note\">Strong: test. Pale: validation.</p>");
    html.append(
        "<svg viewBox=\"0 0 800 %d\" role=\"img\" aria-label=\"NDCG@10 by model\">"
            .formatted(test.size() * 44));
    for (int i = 0; i < test.size(); i++) {
      int y = i * 44;
      html.append(
          "<text x=\"0\" y=\"%d\">%s</text>".formatted(y + 22, escaped(test.get(i).model())));
      bar(html, y + 4, 18, test.get(i).main(), most, "");
      bar(html, y + 24, 10, validation.get(i).main(), most, "second");
    }
    html.append("</svg>");
  }

  private static void bar(
      StringBuilder html, int y, int height, double value, double most, String style) {
    html.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"140\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/><text x=\"%.1f\" y=\"%d\">%.4f</text>",
            style,
            y,
            580 * value / most,
            height,
            146 + 580 * value / most,
            y + height - 2,
            value));
  }

  private static void table(StringBuilder html, String part, Scope scope, List<Figures> rows) {
    if (rows.isEmpty()) {
      return;
    }
    html.append("<h2>")
        .append(part)
        .append(", ")
        .append(scope.label())
        .append("</h2><div class=\"scroll\"><table><tr><th>model</th>");
    METRICS.forEach(metric -> html.append("<th>").append(metric).append("</th>"));
    html.append("<th>users</th></tr>");
    for (Figures row : rows) {
      html.append("<tr><td>").append(escaped(row.model())).append("</td>");
      for (String metric : METRICS) {
        double best = rows.stream().mapToDouble(of -> of.get(metric)).max().orElse(0);
        html.append(row.get(metric) == best && best > 0 ? "<td class=\"best\">" : "<td>");
        html.append(String.format(Locale.ROOT, "%.4f</td>", row.get(metric)));
      }
      html.append("<td>").append(row.cases()).append("</td></tr>");
    }
    html.append("</table></div>");
  }

  /** How long the histories of the test are: what the models had to go by. */
  private static void lengths(StringBuilder html, Comparison comparison) {
    int[] bounds = {1, 5, 10, 20, 50, 100, Integer.MAX_VALUE};
    int[] counts = new int[bounds.length];
    for (Case question : comparison.split().test().cases()) {
      int at = 0;
      while (question.length() > bounds[at]) {
        at++;
      }
      counts[at]++;
    }
    html.append("<h2>History of the test's users</h2><div class=\"scroll\"><table><tr>");
    List<String> heads = new ArrayList<>();
    for (int i = 0; i < bounds.length; i++) {
      heads.add(i == bounds.length - 1 ? "more" : "up to " + bounds[i]);
    }
    heads.forEach(head -> html.append("<th>").append(head).append("</th>"));
    html.append("</tr><tr>");
    for (int count : counts) {
      html.append("<td>").append(count).append("</td>");
    }
    html.append("</tr></table></div>");
  }

  private static void seconds(StringBuilder html, Map<String, Double> seconds) {
    html.append("<h2>Seconds to learn</h2><table>");
    seconds.forEach(
        (model, took) ->
            html.append("<tr><td>")
                .append(escaped(model))
                .append(String.format(Locale.ROOT, "</td><td>%.1f</td></tr>", took)));
    html.append("</table>");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
