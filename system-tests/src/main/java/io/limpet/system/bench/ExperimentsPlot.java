package io.limpet.system.bench;

import io.limpet.system.bench.MadeUpExperiment.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Draws what {@link ExperimentsCommand} found, day by day: two panels, without an effect and with.
 */
final class ExperimentsPlot {
  private static final int WIDTH = 340;
  private static final int HEIGHT = 200;
  private static final int LEFT = 50;
  private static final int TOP = 40;
  private static final int GAP = 70;
  private static final String SAFE = "#1b6ca8";
  private static final String ONCE = "#c8553d";

  private final StringBuilder svg = new StringBuilder();
  private final int days;

  private ExperimentsPlot(int days) {
    this.days = days;
  }

  /** The drawing. */
  static String of(int days, List<Outcome> same, List<Outcome> planted) {
    var plot = new ExperimentsPlot(days);
    plot.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">"
            .formatted(2 * LEFT + 2 * WIDTH + GAP, HEIGHT + 2 * TOP + 20));
    plot.add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
    plot.panel(LEFT, "no effect: experiments that found one", 0.4, 0.05);
    plot.line(LEFT, 0.4, same, Outcome::onceDay, ONCE, "interval for one look, looked at daily");
    plot.line(LEFT, 0.4, same, Outcome::safeDay, SAFE, "always-valid interval");
    int right = LEFT + WIDTH + GAP;
    plot.panel(right, "an effect of 3 %: experiments that found it", 1, 0.8);
    plot.line(right, 1, planted, o -> o.better() ? o.safeDay() : 0, SAFE, "always-valid interval");
    plot.add("</svg>");
    return plot.svg.toString();
  }

  private void add(String text) {
    svg.append(text).append('\n');
  }

  private void panel(int left, String title, double most, double bound) {
    text(left, TOP - 14, "start", "#222222", title);
    for (int i = 0; i <= 4; i++) {
      double share = most * i / 4;
      rule(left, y(share, most), "#dddddd", "");
      text(left - 6, y(share, most) + 4, "end", "#555555", Math.round(100 * share) + " %");
    }
    rule(left, y(bound, most), "#222222", " stroke-dasharray=\"4 3\"");
    for (int day = 7; day <= days; day += 7) {
      text(left + x(day), TOP + HEIGHT + 16, "middle", "#555555", "day " + day);
    }
  }

  private void line(
      int left,
      double most,
      List<Outcome> outcomes,
      ToIntFunction<Outcome> found,
      String colour,
      String name) {
    var points = new StringBuilder();
    double share = 0;
    for (int day = 1; day <= days; day++) {
      int until = day;
      share =
          (double)
                  outcomes.stream()
                      .filter(o -> found.applyAsInt(o) > 0 && found.applyAsInt(o) <= until)
                      .count()
              / outcomes.size();
      points.append(format("%.1f,%.1f ", left + x(day), y(share, most)));
    }
    add(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>"
            .formatted(colour, points.toString().strip()));
    text(left + WIDTH, y(share, most) - 7, "end", colour, name);
  }

  private double x(int day) {
    return (double) WIDTH * day / days;
  }

  private static double y(double share, double most) {
    return TOP + HEIGHT * (1 - share / most);
  }

  private void rule(int left, double y, String colour, String more) {
    add(
        format(
            "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\"%s/>",
            left, y, left + WIDTH, y, colour, more));
  }

  private void text(double x, double y, String anchor, String colour, String text) {
    add(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
            x, y, anchor, colour, text));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
