package io.limpet.trainer.report;

import static io.limpet.trainer.report.Svg.escaped;

import io.limpet.trainer.tune.Effects;
import io.limpet.trainer.tune.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** A search of hyper-parameters as one page that needs no network and no script. */
public final class TuneReport {
  private static final double LEFT = 140;

  private final Outcome best;
  private final List<Outcome> outcomes;
  private final List<Integer> lengths;
  private final String metric;

  private TuneReport(Outcome best, List<Outcome> outcomes, String metric) {
    this.best = best;
    this.outcomes = TuneTable.sorted(outcomes);
    this.lengths = List.copyOf(new TreeSet<>(outcomes.stream().map(Outcome::epochs).toList()));
    this.metric = metric;
  }

  /**
   * The page.
   *
   * @param metric what the scores are
   */
  public static String of(Outcome best, List<Outcome> outcomes, String metric) {
    return new TuneReport(best, outcomes, metric).page();
  }

  private String page() {
    List<Effects.Effect> effects = Effects.of(ofLength(lengths.getFirst()));
    StringBuilder html = new StringBuilder("<!doctype html><html lang=\"en\">");
    html.append("<meta charset=\"utf-8\">");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.append("<title>Limpet: settings searched</title><style>").append(Style.SHEET);
    html.append("</style><main><h1>Settings searched</h1>");
    note(
        html,
        "Best on validation: trial %d with %s %s after %d epochs. %s"
            .formatted(
                best.trial(), metric, TuneTable.score(best), best.epochs(), againstDefaults()));
    if (!best.settings().isEmpty()) {
      note(html, TuneTable.settings(best));
    }
    html.append("<h2>What mattered</h2>");
    note(
        html,
        "Rank correlation of each setting with the score over the %d epochs of the first stage; right: the more the better. Pale: chance alone often does as much."
            .formatted(lengths.getFirst()));
    html.append("<div class=\"grid\">").append(effects(effects)).append("</div>");
    html.append("<h2>Setting by setting</h2>");
    html.append(HtmlReport.legend(lengths.stream().map(of -> of + " epochs").toList()));
    html.append("<div class=\"grid\">");
    effects.forEach(effect -> html.append(scatter(effect.name())));
    html.append("</div><h2>All trials</h2>").append(table());
    return html.append("</main></html>\n").toString();
  }

  private static void note(StringBuilder html, String text) {
    html.append("<p class=\"note\">").append(escaped(text)).append("</p>");
  }

  private String againstDefaults() {
    return outcomes.stream()
        .filter(of -> of.settings().isEmpty() && of.epochs() == best.epochs())
        .findFirst()
        .map(of -> of.equals(best) ? "These are the defaults." : "Defaults: " + TuneTable.score(of))
        .orElse("");
  }

  private List<Outcome> ofLength(int epochs) {
    return outcomes.stream().filter(of -> of.epochs() == epochs).toList();
  }

  private static String effects(List<Effects.Effect> effects) {
    Axis x = new Axis(-1, 1, LEFT, Plots.WIDTH - 40);
    double bottom = effects.size() * 26 + 8;
    Svg svg = new Svg(Plots.WIDTH, bottom + 22, "what mattered");
    for (double tick : x.ticks(4)) {
      svg.line(x.at(tick), 0, x.at(tick), bottom, tick == 0 ? "zero" : "rule");
      svg.text(x.at(tick), bottom + 16, "middle", x.label(tick));
    }
    for (int i = 0; i < effects.size(); i++) {
      Effects.Effect effect = effects.get(i);
      double y = 26 * i + 4;
      double end = x.at(effect.correlation());
      svg.text(LEFT - 8, y + 13, "end", Plots.shortened(effect.name()));
      svg.rect(
          Math.min(end, x.at(0)),
          y,
          Math.abs(end - x.at(0)),
          18,
          effect.isClear() ? "s0" : "s0 pale",
          String.format(Locale.ROOT, "%s: %.2f", effect.name(), effect.correlation()));
    }
    return svg.toString();
  }

  /** The score by the value of one setting, a colour a length of training. */
  private String scatter(String setting) {
    List<Outcome> drawn =
        outcomes.stream()
            .filter(of -> of.settings().containsKey(setting) && !Double.isNaN(of.score()))
            .toList();
    double low = drawn.stream().mapToDouble(Outcome::score).min().orElse(0);
    double high = drawn.stream().mapToDouble(Outcome::score).max().orElse(1);
    double margin = Math.max(1e-6, 0.05 * (high - low));
    double[] values = drawn.stream().mapToDouble(of -> value(of, setting)).toArray();
    double least = Arrays.stream(values).min().orElse(0);
    double most = Arrays.stream(values).max().orElse(1);
    Axis y = new Axis(low - margin, high + margin, 180, 20);
    Axis x = new Axis(least, most, 60, Plots.WIDTH - 14);
    Svg svg = new Svg(Plots.WIDTH, 212, metric + " by " + setting);
    svg.text(0, 10, "start", metric);
    Plots.grid(svg, y, 48);
    for (double tick : x.ticks(5)) {
      svg.text(
          x.at(tick), 198, "middle", most - least > 10 ? "%.0f".formatted(tick) : x.label(tick));
    }
    svg.text(Plots.WIDTH, 210, "end", setting);
    for (int i = 0; i < drawn.size(); i++) {
      Outcome of = drawn.get(i);
      svg.dot(
          x.at(values[i]),
          y.at(of.score()),
          4,
          Plots.series(lengths.indexOf(of.epochs())),
          "trial %d, %d epochs: %s".formatted(of.trial(), of.epochs(), TuneTable.score(of)));
    }
    return svg.toString();
  }

  private static double value(Outcome of, String setting) {
    return Double.parseDouble(of.settings().getOrDefault(setting, "0"));
  }

  private String table() {
    StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"text\"><tr>");
    for (String head : List.of("epochs", "trial", metric, "seconds", "settings")) {
      html.append("<th>").append(escaped(head)).append("</th>");
    }
    html.append("</tr>");
    for (Outcome of : outcomes) {
      html.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%d</td><td>%d</td><td>%s</td><td>%.1f</td><td>%s</td></tr>",
              of.epochs(),
              of.trial(),
              of.equals(best)
                  ? "<span class=\"best\">" + TuneTable.score(of) + "</span>"
                  : TuneTable.score(of),
              of.seconds(),
              escaped(TuneTable.settings(of))));
    }
    return html.append("</table></div>").toString();
  }
}
