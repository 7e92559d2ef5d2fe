package io.limpet.trainer.report;

import static io.limpet.trainer.report.Svg.escaped;

import io.limpet.core.item.Item;
import io.limpet.trainer.evaluate.EmbeddingMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A model's item vectors: where items lie, by category, and who is next to whom. */
final class MapSection {
  /** So many categories have a colour; the rest is grey. */
  private static final int COLOURED = 7;

  /** A category that more items than this share have tells nothing; the next narrower one may. */
  private static final double TELLING = 0.8;

  private static final int DEEPEST = 3;

  private final EmbeddingMap map;
  private final List<Item> catalogue;
  private final int depth;
  private final List<String> coloured;

  MapSection(EmbeddingMap map, List<Item> catalogue) {
    this.map = map;
    this.catalogue = catalogue;
    int telling = 0;
    while (telling < DEEPEST && most(counts(telling)) > TELLING * map.points().size()) {
      telling++;
    }
    this.depth = telling < DEEPEST && !counts(telling).isEmpty() ? telling : 0;
    Map<String, Integer> counts = counts(depth);
    this.coloured =
        counts.keySet().stream()
            .sorted(
                Comparator.comparingInt((String of) -> -counts.getOrDefault(of, 0))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(COLOURED)
            .toList();
  }

  private static int most(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private Map<String, Integer> counts(int level) {
    Map<String, Integer> counts = new HashMap<>();
    for (EmbeddingMap.Point point : map.points()) {
      List<String> categories = catalogue.get(point.item()).categories();
      if (categories.size() > level) {
        counts.merge(categories.get(level), 1, Integer::sum);
      }
    }
    return counts;
  }

  private String category(int item) {
    List<String> categories = catalogue.get(item).categories();
    return categories.size() > depth ? categories.get(depth) : "";
  }

  private String name(int item) {
    String title = catalogue.get(item).title();
    String shown = title == null || title.isBlank() ? catalogue.get(item).itemId() : title;
    return shown.length() <= 60 ? shown : shown.substring(0, 59) + "…";
  }

  /** Drawing, legend and table. */
  String html(String model) {
    StringBuilder html = new StringBuilder("<h3>" + escaped(model) + "</h3>");
    html.append(
        String.format(
            Locale.ROOT,
            "<p class=\"note\">%,d items on the two directions in which their vectors differ most; they hold %.0f %% of the variance.</p>",
            map.points().size(),
            100 * map.explained()));
    html.append("<div class=\"grid\"><div>").append(drawing(model));
    List<String> labels = new ArrayList<>(coloured);
    if (!labels.isEmpty()) {
      labels.add("other");
    }
    html.append(HtmlReport.legend(labels)).append("</div>");
    return html.append("</div>").append(neighbours()).toString();
  }

  private String drawing(String model) {
    double side = Plots.WIDTH;
    Axis x =
        axis(
            map.points().stream().mapToDouble(EmbeddingMap.Point::x).sorted().toArray(),
            8,
            side - 8);
    Axis y =
        axis(map.points().stream().mapToDouble(EmbeddingMap.Point::y).sorted().toArray(), 352, 8);
    Svg svg = new Svg(side, 360, "Item vectors of " + model);
    for (EmbeddingMap.Point point : map.points()) {
      String category = category(point.item());
      int at = coloured.indexOf(category);
      svg.dot(
          Math.clamp(x.at(point.x()), 4, side - 4),
          Math.clamp(y.at(point.y()), 4, 356),
          2.4,
          "item " + Plots.series(at < 0 ? COLOURED : at),
          category.isEmpty() ? name(point.item()) : name(point.item()) + " (" + category + ")");
    }
    return svg.toString();
  }

  /** Nearly all of the values; the few far out are drawn at the edge. */
  private static Axis axis(double[] sorted, double from, double to) {
    int outside = sorted.length / 200;
    return new Axis(sorted[outside], sorted[sorted.length - 1 - outside], from, to);
  }

  private String neighbours() {
    StringBuilder html =
        new StringBuilder(
            "<p class=\"note\">Nearest neighbours of sample items, with the cosine of the vectors; strong where the category is the same.</p>");
    html.append(
        "<div class=\"scroll\"><table class=\"text\"><tr><th>item</th><th>nearest</th></tr>");
    for (EmbeddingMap.Sample sample : map.samples()) {
      String own = category(sample.item());
      html.append("<tr><td>").append(escaped(name(sample.item())));
      html.append(own.isEmpty() ? "" : "<br><small>" + escaped(own) + "</small>");
      html.append("</td><td><ol>");
      for (int i = 0; i < sample.nearest().size(); i++) {
        int other = sample.nearest().get(i);
        boolean isAlike = !own.isEmpty() && own.equals(category(other));
        html.append(isAlike ? "<li class=\"best\">" : "<li>").append(escaped(name(other)));
        html.append(
            String.format(Locale.ROOT, " <small>%.2f</small></li>", sample.cosines().get(i)));
      }
      html.append("</ol></td></tr>");
    }
    return html.append("</table></div>").toString();
  }
}
