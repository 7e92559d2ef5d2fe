package io.limpet.trainer.forecast;

import io.limpet.core.forecast.ForecastScore;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Figures of forecasts as a table of Markdown. */
public final class ForecastTable {
  private ForecastTable() {}

  /** All parts of a result. */
  public static String of(ForecastRun.Result result) {
    StringBuilder text = new StringBuilder();
    if (!result.test().isEmpty()) {
      add("validation, items", result.validation(), Judged::items, text);
      add("test, items", result.test(), Judged::items, text);
      add("validation, categories", result.validation(), Judged::categories, text);
      add("test, categories", result.test(), Judged::categories, text);
    }
    text.append(
        "%s forecasts %,d series%s%n"
            .formatted(
                result.chosen(),
                result.forecasts().size(),
                result.epochs() > 0
                    ? "; chosen on validation, " + result.epochs() + " epochs"
                    : ""));
    return text.toString();
  }

  private static void add(
      String part, List<Judged> rows, Function<Judged, ForecastScore> score, StringBuilder to) {
    to.append("| ").append(part).append(" | WAPE | bias | scaled pinball | in 95 % |\n");
    to.append("|---|---:|---:|---:|---:|\n");
    for (Judged row : rows) {
      ForecastScore of = score.apply(row);
      to.append(
          String.format(
              Locale.ROOT,
              "| %s | %.4f | %+.3f | %.4f | %.3f |%n",
              row.name(),
              of.wape(),
              of.bias(),
              of.scaledPinball(),
              of.coverage()));
    }
    to.append('\n');
  }
}
