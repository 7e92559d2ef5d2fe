package io.limpet.trainer.report;

import io.limpet.core.generation.LearningCurve;
import io.limpet.trainer.evaluate.Bootstrap;
import io.limpet.trainer.evaluate.Cohort;
import io.limpet.trainer.evaluate.Difference;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Interval;
import io.limpet.trainer.evaluate.Metric;
import io.limpet.trainer.evaluate.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The drawings of the report. A model has the same colour in all of them: its place in the plan.
 */
final class Plots {
  static final double WIDTH = 460;
  private static final double LEFT = 128;
  private static final int COLOURS = 8;

  private Plots() {}

  /** Class of the n-th series; from the ninth on hollow. */
  static String series(int number) {
    return "s" + number % COLOURS + (number / COLOURS % 2 == 1 ? " hollow" : "");
  }

  /** A bar a model with its interval, and a pale one of validation. */
  static String bars(List<Row> test, List<Row> validation) {
    double most = 1e-9;
    for (Row row : test) {
      most = Math.max(most, row.intervals().getOrDefault(Figures.MAIN, new Interval(0, 0)).high());
    }
    for (Row row : validation) {
      most = Math.max(most, row.figures().main());
    }
    Axis x = new Axis(0, most, LEFT, WIDTH - 50);
    Svg svg = new Svg(WIDTH, test.size() * 40, "NDCG@10 by model");
    for (int i = 0; i < test.size(); i++) {
      double y = 40 * i;
      Figures of = test.get(i).figures();
      Interval interval =
          test.get(i).intervals().getOrDefault(Figures.MAIN, new Interval(of.main(), of.main()));
      String hint = "%s, test %s %s".formatted(of.model(), number(of.main()), interval);
      svg.text(LEFT - 8, y + 18, "end", shortened(of.model()));
      svg.rect(LEFT, y + 4, x.at(of.main()) - LEFT, 18, series(i), hint);
      whisker(svg, x.at(interval.low()), x.at(interval.high()), y + 13);
      svg.text(x.at(interval.high()) + 6, y + 18, "start", number(of.main()));
      if (i < validation.size() && validation.get(i).figures().cases() > 0) {
        double main = validation.get(i).figures().main();
        svg.rect(
            LEFT, y + 25, x.at(main) - LEFT, 7, series(i) + " pale", "validation " + number(main));
      }
    }
    return svg.toString();
  }

  private static void whisker(Svg svg, double low, double high, double y) {
    svg.line(low, y, high, y, "whisker");
    svg.line(low, y - 4, low, y + 4, "whisker");
    svg.line(high, y - 4, high, y + 4, "whisker");
  }

  /** The difference of every model to the rival, with its interval; right of the line is better. */
  static String differences(List<Row> rows, Metric metric) {
    double low = 0;
    double high = 0;
    for (Row row : rows) {
      Difference of = row.differences().get(metric.label());
      if (of != null) {
        low = Math.min(low, of.interval().low());
        high = Math.max(high, of.interval().high());
      }
    }
    double margin = Math.max(1e-6, 0.06 * (high - low));
    Axis x = new Axis(low - margin, high + margin, LEFT, WIDTH - 64);
    double bottom = rows.size() * 26 + 8;
    Svg svg = new Svg(WIDTH, bottom + 22, metric.label() + ", difference to the rival");
    for (double tick : x.ticks(4)) {
      svg.line(x.at(tick), 0, x.at(tick), bottom, tick == 0 ? "zero" : "rule");
      svg.text(x.at(tick), bottom + 16, "middle", x.label(tick));
    }
    for (int i = 0; i < rows.size(); i++) {
      double y = 26 * i + 16;
      String model = rows.get(i).figures().model();
      svg.text(LEFT - 8, y + 4, "end", shortened(model));
      Difference of = rows.get(i).differences().get(metric.label());
      if (of == null) {
        boolean isRight = x.at(0) > (LEFT + WIDTH) / 2;
        svg.text(x.at(0) + (isRight ? -6 : 6), y + 4, isRight ? "end" : "start", "the rival");
      } else {
        whisker(svg, x.at(of.interval().low()), x.at(of.interval().high()), y);
        svg.dot(x.at(of.mean()), y, 5, series(i), model + " " + of);
        svg.text(
            WIDTH,
            y + 4,
            "end",
            of.p() <= 1e-4 ? "p ≤ .0001" : String.format(Locale.ROOT, "p %.4f", of.p()));
      }
    }
    return svg.toString();
  }

  /** NDCG@10 of every group of users or items, by model, with intervals. */
  static String cohorts(List<Row> rows, Cohort.Family family) {
    List<List<Cohort>> groups =
        rows.stream()
            .map(
                row ->
                    row.figures().cohorts().stream()
                        .filter(of -> of.family() == family && of.outcomes().size() > 0)
                        .toList())
            .toList();
    List<List<Interval>> intervals =
        groups.stream()
            .map(
                of ->
                    of.stream().map(c -> Bootstrap.mean(c.outcomes().values(Metric.MAIN))).toList())
            .toList();
    double most =
        intervals.stream().flatMap(List::stream).mapToDouble(Interval::high).max().orElse(0);
    Axis y = new Axis(0, Math.max(1e-6, most * 1.05), 210, 8);
    Svg svg = new Svg(WIDTH, 250, "NDCG@10 by " + family.title());
    grid(svg, y, 44);
    int count = groups.getFirst().size();
    double step = (WIDTH - 54) / Math.max(1, count);
    for (int g = 0; g < count; g++) {
      double middle = 50 + step * (g + 0.5);
      svg.text(middle, 228, "middle", groups.getFirst().get(g).label());
      int users = groups.getFirst().get(g).outcomes().size();
      svg.text(middle, 243, "middle", String.format(Locale.ROOT, "n %,d", users));
    }
    for (int m = 0; m < rows.size(); m++) {
      List<double[]> path = new ArrayList<>();
      for (int g = 0; g < count; g++) {
        double shift = 0.7 * step * ((m + 0.5) / rows.size() - 0.5);
        double x = 50 + step * (g + 0.5) + shift;
        double mean = groups.get(m).get(g).outcomes().mean(Metric.MAIN);
        Interval of = intervals.get(m).get(g);
        path.add(new double[] {x, y.at(mean)});
        svg.line(x, y.at(of.low()), x, y.at(of.high()), "stem " + series(m));
        String hint =
            "%s, %s: %s %s"
                .formatted(
                    rows.get(m).figures().model(), groups.get(m).get(g).label(), number(mean), of);
        svg.dot(x, y.at(mean), 3.5, series(m), hint);
      }
      svg.path(path, "thin " + series(m));
    }
    return svg.toString();
  }

  static void grid(Svg svg, Axis y, double left) {
    for (double tick : y.ticks(4)) {
      svg.line(left, y.at(tick), WIDTH, y.at(tick), "rule");
      svg.text(left - 6, y.at(tick) + 4, "end", y.label(tick));
    }
  }

  /** A value an epoch, a line a curve; nothing where no curve has the value. */
  static String curves(
      List<LearningCurve> curves,
      Function<LearningCurve.Point, @Nullable Double> value,
      String what) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int epochs = 1;
    for (LearningCurve curve : curves) {
      for (LearningCurve.Point point : curve.points()) {
        Double of = value.apply(point);
        if (of != null) {
          low = Math.min(low, of);
          high = Math.max(high, of);
          epochs = Math.max(epochs, point.epoch());
        }
      }
    }
    if (low > high) {
      return "";
    }
    double margin = Math.max(1e-9, 0.05 * (high - low));
    Axis y = new Axis(low - margin, high + margin, 180, 20);
    Axis x = new Axis(Math.min(1, epochs - 1), epochs, 54, WIDTH - 10);
    Svg svg = new Svg(WIDTH, 212, what + " by epoch");
    svg.text(0, 10, "start", what);
    grid(svg, y, 48);
    for (double tick : x.ticks(6)) {
      if (tick == Math.rint(tick) && tick > 0) {
        svg.text(x.at(tick), 198, "middle", String.valueOf((int) tick));
      }
    }
    svg.text(WIDTH, 210, "end", "epoch");
    for (int i = 0; i < curves.size(); i++) {
      List<double[]> path = new ArrayList<>();
      for (LearningCurve.Point point : curves.get(i).points()) {
        Double of = value.apply(point);
        if (of != null) {
          path.add(new double[] {x.at(point.epoch()), y.at(of)});
          String hint =
              "%s, epoch %d: %s".formatted(curves.get(i).label(), point.epoch(), number(of));
          svg.dot(x.at(point.epoch()), y.at(of), 2.5, series(i), hint);
        }
      }
      svg.path(path, series(i));
    }
    return svg.toString();
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  static String shortened(String name) {
    return name.length() <= 18 ? name : name.substring(0, 17) + "…";
  }
}
