package io.limpet.system.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.DoubleStream;

/**
 * Draws how the speed of the streams grows: a panel each for parallelism, users and items, a line a
 * state backend. In a panel are the setups that differ from the backend's first in that number.
 */
final class StreamsPlot {
  private static final int WIDTH = 240;
  private static final int HEIGHT = 200;
  private static final int LEFT = 60;
  private static final int TOP = 40;
  private static final List<String> COLOURS = List.of("#1b6ca8", "#c8553d", "#588157");

  private final StringBuilder svg = new StringBuilder();
  private final Map<StreamsSetup, Double> speeds;
  private final double most;

  private StreamsPlot(Map<StreamsSetup, Double> speeds) {
    this.speeds = speeds;
    this.most = 4 * step(speeds.values().stream().mapToDouble(Double::doubleValue).max().orElse(1));
  }

  /** A fourth of the axis: the smallest of 1, 2, 2.5 and 5 times a power of ten that is enough. */
  private static double step(double highest) {
    double enough = Math.max(1, highest) / 4;
    double power = Math.pow(10, Math.floor(Math.log10(enough)));
    return DoubleStream.of(1, 2, 2.5, 5, 10)
        .map(times -> times * power)
        .filter(step -> step >= enough)
        .findFirst()
        .orElse(enough);
  }

  /**
   * The drawing.
   *
   * @param speeds events a second; the first setup of each backend is what the others are held to
   */
  static String of(Map<StreamsSetup, Double> speeds) {
    var plot = new StreamsPlot(speeds);
    plot.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
            + " font-size=\"12\">",
        3 * (LEFT + WIDTH) + 20, HEIGHT + 2 * TOP);
    plot.add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    plot.panel(0, "events/s by parallelism", StreamsSetup::parallelism);
    plot.panel(1, "events/s by users", StreamsSetup::users);
    plot.panel(2, "events/s by items", StreamsSetup::items);
    plot.add("</svg>");
    return plot.svg.toString();
  }

  private void panel(int place, String title, ToIntFunction<StreamsSetup> by) {
    int left = LEFT + place * (LEFT + WIDTH);
    text(left, TOP - 14, "start", "#222222", title);
    for (int i = 0; i <= 4; i++) {
      double speed = most * i / 4;
      add(
          "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>",
          left, y(speed), left + WIDTH, y(speed));
      text(left - 6, y(speed) + 4, "end", "#555555", "%,d".formatted(Math.round(speed)));
    }
    Map<String, List<StreamsSetup>> lines = lines(by);
    List<Integer> ticks =
        lines.values().stream()
            .flatMap(List::stream)
            .map(by::applyAsInt)
            .distinct()
            .sorted()
            .toList();
    for (int tick : ticks) {
      text(left + x(ticks, tick), TOP + HEIGHT + 16, "middle", "#555555", "%,d".formatted(tick));
    }
    int number = 0;
    for (Map.Entry<String, List<StreamsSetup>> line : lines.entrySet()) {
      String colour = COLOURS.get(number % COLOURS.size());
      line(left, ticks, line.getValue(), by, colour);
      text(left + WIDTH, TOP + 14 + 16 * number, "end", colour, line.getKey());
      number++;
    }
  }

  private void line(
      int left,
      List<Integer> ticks,
      List<StreamsSetup> setups,
      ToIntFunction<StreamsSetup> by,
      String colour) {
    var points = new StringBuilder();
    for (StreamsSetup setup : setups) {
      double x = left + x(ticks, by.applyAsInt(setup));
      double y = y(speeds.getOrDefault(setup, 0.0));
      add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x, y, colour);
      points.append(format("%.1f,%.1f ", x, y));
    }
    add(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>",
        colour, points.toString().strip());
  }

  /** Of each backend the setups that differ from its first in this number alone, in its order. */
  private Map<String, List<StreamsSetup>> lines(ToIntFunction<StreamsSetup> by) {
    Map<String, StreamsSetup> firsts = new LinkedHashMap<>();
    speeds.keySet().forEach(setup -> firsts.putIfAbsent(setup.backend(), setup));
    Map<String, List<StreamsSetup>> lines = new LinkedHashMap<>();
    firsts.forEach(
        (backend, first) ->
            lines.put(
                backend,
                speeds.keySet().stream()
                    .filter(setup -> setup.backend().equals(backend))
                    .filter(
                        setup ->
                            setup.differencesTo(first)
                                == (by.applyAsInt(setup) == by.applyAsInt(first) ? 0 : 1))
                    .sorted(Comparator.comparingInt(by))
                    .toList()));
    return lines;
  }

  /** The measured numbers stand at equal distances: they are powers more often than not. */
  private static double x(List<Integer> ticks, int value) {
    return ticks.size() < 2
        ? WIDTH / 2.0
        : 10 + (WIDTH - 20.0) * ticks.indexOf(value) / (ticks.size() - 1);
  }

  private double y(double speed) {
    return TOP + HEIGHT * (1 - speed / most);
  }

  private void text(double x, double y, String anchor, String colour, String text) {
    add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
        x, y, anchor, colour, text);
  }

  private void add(String format, Object... values) {
    svg.append(format(format, values)).append('\n');
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
