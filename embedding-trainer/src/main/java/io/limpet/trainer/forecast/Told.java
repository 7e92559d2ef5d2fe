package io.limpet.trainer.forecast;

import io.limpet.core.forecast.Outlook;
import io.limpet.core.forecast.Quantiles;
import io.limpet.trainer.forecast.Demand.Series;
import io.limpet.trainer.forecast.GlobalForecaster.Said;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told of a series in the end. An item is told as the model says. Of a category there are
 * two words: the model's of the category as a series, and the sum of what its items expect; the
 * point is the mean of both, as no single level of a hierarchy is best (Wickramasuriya,
 * Athanasopoulos and Hyndman, "Optimal forecast reconciliation", JASA 114, 2019, weigh them by
 * covariances, for which a year is too short).
 */
record Told(Series series, Said said) {

  /** Of all series that are old enough at the beginning of a week. */
  static List<Told> by(GlobalForecaster model, DemandFeatures features, int week) {
    int[] numbers = features.demand().known(week);
    List<Said> said = model.forecast(features, numbers, week);
    Map<String, double[]> sums = new HashMap<>();
    List<Told> all = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      Series series = features.demand().series().get(numbers[i]);
      Said of = said.get(i);
      String category = series.category();
      if (!series.isItem()) {
        double[] sum = sums.getOrDefault(series.key(), of.expected());
        all.add(new Told(series, joined(of, sum)));
      } else {
        all.add(new Told(series, of));
        if (category != null) {
          add(
              of.expected(),
              sums.computeIfAbsent(category, no -> new double[of.expected().length]));
        }
      }
    }
    return all;
  }

  private static void add(double[] some, double[] to) {
    for (int week = 0; week < some.length; week++) {
      to[week] += some[week];
    }
  }

  private static Said joined(Said said, double[] sum) {
    double[] points = new double[sum.length];
    double total = 0;
    for (int week = 0; week < sum.length; week++) {
      double own = said.outlook().quantiles()[week][Quantiles.MEDIAN];
      points[week] = (own + sum[week]) / 2;
      total += points[week];
    }
    return new Said(new Outlook(points, said.outlook().quantiles()), points, said.total(), total);
  }
}
