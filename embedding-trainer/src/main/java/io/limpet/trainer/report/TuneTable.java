package io.limpet.trainer.report;

import io.limpet.trainer.tune.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The trials of a search as text for a terminal. */
public final class TuneTable {
  private TuneTable() {}

  /** All of them, the longest trainings first, the better before the worse. */
  public static String of(Outcome best, List<Outcome> outcomes) {
    StringBuilder text = new StringBuilder("\nepochs  trial  ndcg@10       s  settings\n");
    for (Outcome of : sorted(outcomes)) {
      text.append(
          String.format(
              Locale.ROOT,
              "%6d  %5d  %7s %7.1f  %s%s%n",
              of.epochs(),
              of.trial(),
              score(of),
              of.seconds(),
              settings(of),
              of.equals(best) ? "  <- best" : ""));
    }
    return text.toString();
  }

  static List<Outcome> sorted(List<Outcome> outcomes) {
    return outcomes.stream()
        .sorted(
            Comparator.comparingInt(Outcome::epochs).thenComparingDouble(Outcome::rank).reversed())
        .toList();
  }

  static String score(Outcome of) {
    return Double.isNaN(of.score()) ? "astray" : Plots.number(of.score());
  }

  static String settings(Outcome of) {
    return of.settings().isEmpty()
        ? "the defaults"
        : new TreeMap<>(of.settings())
            .entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
  }
}
