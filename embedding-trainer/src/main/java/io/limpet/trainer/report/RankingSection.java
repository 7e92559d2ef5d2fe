package io.limpet.trainer.report;

import static io.limpet.trainer.report.Svg.escaped;

import io.limpet.trainer.evaluate.RankingQuality;
import io.limpet.trainer.evaluate.RankingQuality.Bin;
import io.limpet.trainer.evaluate.RankingQuality.OfTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How good a ranker is and how true its probabilities are, as part of a page. */
final class RankingSection {
  private static final double SIZE = 300;

  private RankingSection() {}

  static String html(String model, RankingQuality quality) {
    StringBuilder html = new StringBuilder();
    html.append("<h3>").append(escaped(model)).append("</h3><p class=\"note\">");
    html.append(escaped(quality.part() + ", visit by visit, fresh items: " + quality))
        .append(".</p>");
    html.append(
        "<div class=\"scroll\"><table><tr><th>task</th><th>candidates</th><th>hits</th><th>AUC</th><th>calibration error</th></tr>");
    for (OfTask of : quality.tasks()) {
      html.append(
          String.format(
              Locale.ROOT,
              "<tr><td>%s</td><td>%,d</td><td>%,d</td><td>%.4f</td><td>%.5f</td></tr>",
              of.task().label(),
              of.candidates(),
              of.hits(),
              of.auc(),
              of.error()));
    }
    html.append("</table></div><div class=\"grid\">");
    for (OfTask of : quality.tasks()) {
      if (of.hits() > 0) {
        html.append("<div><h3>%s</h3>".formatted(of.task().label()));
        html.append(reliability(of)).append("</div>");
      }
    }
    return html.append("</div>").toString();
  }

  /** Observed against predicted, both logarithmic: most candidates are taken up very rarely. */
  private static String reliability(OfTask of) {
    double least = 1;
    double most = 1e-6;
    for (Bin bin : of.bins()) {
      least = Math.min(least, floor(bin, Math.min(bin.predicted(), bin.observed())));
      most = Math.max(most, Math.max(bin.predicted(), bin.observed()));
    }
    double low = Math.floor(Math.log10(least));
    double high = Math.ceil(Math.log10(most));
    Axis x = new Axis(low, high, 60, 60 + SIZE);
    Axis y = new Axis(low, high, SIZE, 10);
    Svg svg = new Svg(60 + SIZE + 20, SIZE + 40, "reliability of " + of.task().label());
    for (double tick = low; tick <= high; tick++) {
      String label = String.format(Locale.ROOT, "%.0e", Math.pow(10, tick));
      svg.line(60, y.at(tick), 60 + SIZE, y.at(tick), "rule");
      svg.text(54, y.at(tick) + 4, "end", label);
      svg.text(x.at(tick), SIZE + 18, "middle", label);
    }
    svg.line(x.at(low), y.at(low), x.at(high), y.at(high), "zero");
    svg.text(60 + SIZE, SIZE + 36, "end", "predicted; observed upwards");
    List<double[]> path = new ArrayList<>();
    for (Bin bin : of.bins()) {
      double px = x.at(Math.log10(floor(bin, bin.predicted())));
      double py = y.at(Math.log10(floor(bin, bin.observed())));
      path.add(new double[] {px, py});
      svg.dot(
          px,
          py,
          4,
          Plots.series(0),
          String.format(
              Locale.ROOT,
              "%.6f predicted, %.6f observed, %,d candidates",
              bin.predicted(),
              bin.observed(),
              bin.size()));
    }
    return svg.path(path, Plots.series(0)).toString();
  }

  /** A share of nothing is drawn as half a hit. */
  private static double floor(Bin bin, double share) {
    return Math.max(share, 0.5 / bin.size());
  }
}
