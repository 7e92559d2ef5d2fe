package io.limpet.trainer.report;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * A drawing in an HTML page. Shapes have classes and no colours: the page's style sheet knows light
 * and dark. Coordinates are those of the drawing, which scales to the width it is given.
 */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  /**
   * An empty drawing.
   *
   * @param label what it shows, for those who do not see it
   */
  Svg(double width, double height, String label) {
    text.append(
        format(
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
            width, height, escaped(label)));
  }

  /** Replaces what HTML would take for markup. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Text whose {@code anchor}, start, middle or end, is at x, on the line y. */
  Svg text(double x, double y, String anchor, String shown) {
    text.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            x, y, anchor, escaped(shown)));
    return this;
  }

  Svg line(double x1, double y1, double x2, double y2, String style) {
    text.append(
        format(
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>",
            x1, y1, x2, y2, style));
    return this;
  }

  Svg rect(double x, double y, double width, double height, String style, String hint) {
    text.append(
        format(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" class=\"%s\"><title>%s</title></rect>",
            x, y, Math.max(0, width), height, style, escaped(hint)));
    return this;
  }

  Svg dot(double x, double y, double radius, String style, String hint) {
    text.append(
        format(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"><title>%s</title></circle>",
            x, y, radius, style, escaped(hint)));
    return this;
  }

  /** A line through points, each x and y. */
  Svg path(Iterable<double[]> points, String style) {
    StringJoiner joined = new StringJoiner(" ");
    for (double[] point : points) {
      joined.add(format("%.1f,%.1f", point[0], point[1]));
    }
    text.append(format("<polyline points=\"%s\" class=\"%s\"/>", joined, style));
    return this;
  }

  @Override
  public String toString() {
    return text + "</svg>";
  }
}
