package io.limpet.search.http;

import io.limpet.core.forecast.Forecast;
import io.limpet.core.forecast.Quantiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A forecast as it is answered.
 *
 * @param kind item or category
 * @param key item id or name of the category
 * @param model what made it
 * @param madeAt when
 * @param historyWeeks weeks since it was first sold
 * @param weeks one after the other
 * @param total of all weeks together
 */
public record ForecastView(
    String kind,
    String key,
    String model,
    String madeAt,
    int historyWeeks,
    List<Span> weeks,
    Span total) {

  /**
   * A stretch of time.
   *
   * @param from when it begins
   * @param to when it ends, exclusive
   * @param expected pieces, mean
   * @param quantiles pieces by level: that many or fewer with that probability
   */
  public record Span(String from, String to, double expected, Map<String, Double> quantiles) {
    private static Span of(Forecast.Span span, long fromMillis, long toMillis) {
      Map<String, Double> quantiles = new LinkedHashMap<>();
      for (int place = 0; place < Quantiles.COUNT; place++) {
        quantiles.put(String.valueOf(Quantiles.level(place)), span.quantile(place));
      }
      return new Span(time(fromMillis), time(toMillis), span.expected(), quantiles);
    }
  }

  static ForecastView of(Forecast forecast) {
    List<Span> weeks = new ArrayList<>();
    long from = forecast.fromMillis();
    for (Forecast.Span week : forecast.weeks()) {
      weeks.add(Span.of(week, from, from + Forecast.WEEK_MILLIS));
      from += Forecast.WEEK_MILLIS;
    }
    return new ForecastView(
        forecast.kind(),
        forecast.key(),
        forecast.model(),
        time(forecast.version()),
        forecast.historyWeeks(),
        weeks,
        Span.of(forecast.total(), forecast.fromMillis(), from));
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
