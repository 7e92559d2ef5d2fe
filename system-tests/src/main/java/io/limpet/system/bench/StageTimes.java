package io.limpet.system.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the stages of the pipeline have taken up to some moment, as {@code /prometheus} says it.
 *
 * @param stages by name
 */
record StageTimes(Map<String, Total> stages) {
  private static final Pattern LINE =
      Pattern.compile("limpet_stage_seconds_(count|sum)\\{stage=\"([^\"]+)\"[^}]*} ([0-9.eE+-]+)");

  /** How often, and how many seconds in all. */
  record Total(double count, double seconds) {
    private static final Total NONE = new Total(0, 0);

    private Total less(Total before) {
      return new Total(count - before.count, seconds - before.seconds);
    }

    /** Mean microseconds. */
    double meanMicros() {
      return count == 0 ? 0 : seconds * 1e6 / count;
    }
  }

  /** Reads the text of {@code /prometheus}. */
  static StageTimes parse(String metrics) {
    Map<String, Total> stages = new TreeMap<>();
    Matcher matcher = LINE.matcher(metrics);
    while (matcher.find()) {
      double value = Double.parseDouble(matcher.group(3));
      boolean isCount = matcher.group(1).equals("count");
      stages.merge(
          matcher.group(2),
          isCount ? new Total(value, 0) : new Total(0, value),
          (a, b) -> new Total(a.count() + b.count(), a.seconds() + b.seconds()));
    }
    return new StageTimes(stages);
  }

  /** What came since another moment, the most seconds first. */
  StageTimes since(StageTimes before) {
    Map<String, Total> since = new LinkedHashMap<>();
    stages.entrySet().stream()
        .map(
            e ->
                Map.entry(
                    e.getKey(),
                    e.getValue().less(before.stages.getOrDefault(e.getKey(), Total.NONE))))
        .filter(e -> e.getValue().count() > 0)
        .sorted(Comparator.comparingDouble(e -> -e.getValue().seconds()))
        .forEach(e -> since.put(e.getKey(), e.getValue()));
    return new StageTimes(since);
  }

  /** Adds a row a stage. */
  void addTo(BenchReport report, String table) {
    double all = stages.values().stream().mapToDouble(Total::seconds).sum();
    stages.forEach(
        (stage, total) ->
            report.row(
                table,
                "stage",
                stage,
                "mean us",
                total.meanMicros(),
                "share %",
                100 * total.seconds() / all));
  }
}
