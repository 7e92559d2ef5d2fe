package io.limpet.trainer.forecast;

import io.limpet.core.forecast.Croston;
import io.limpet.core.forecast.ForecastScore;
import io.limpet.core.forecast.Forecaster;
import io.limpet.core.forecast.MovingAverage;
import io.limpet.core.forecast.Outlook;
import io.limpet.core.forecast.SeasonalNaive;
import io.limpet.core.forecast.Tsb;
import io.limpet.trainer.forecast.Demand.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Forecasts from each origin of a part what is known to have come, and says how well. */
final class RollingOrigin {
  /** What a model has to beat: with the constants of the papers, chosen by nothing. */
  static final List<Forecaster> BASELINES =
      List.of(new SeasonalNaive(1), new MovingAverage(8), new Croston(0.1), new Tsb(0.1, 0.1));

  private final DemandFeatures features;
  private final int horizon;

  RollingOrigin(DemandFeatures features, int horizon) {
    this.features = features;
    this.horizon = horizon;
  }

  /**
   * The baselines, each once with its rate as its point and once with its median: the rate is too
   * high for a measure of absolute errors where most weeks have none, and a model that says medians
   * is not to win by that alone.
   */
  List<Judged> baselines(int[] origins) {
    List<Judged> all = new ArrayList<>();
    for (Forecaster baseline : BASELINES) {
      Judged plain = Judged.of(baseline.name());
      Judged median = Judged.of(baseline.name() + ", median");
      for (int week : origins) {
        for (int number : features.demand().known(week)) {
          Series series = features.demand().series().get(number);
          Outlook outlook = baseline.forecast(series.history(week), horizon);
          add(series, week, outlook, plain);
          add(series, week, outlook.ofMedians(), median);
        }
      }
      all.add(plain);
      all.add(median);
    }
    return all;
  }

  /**
   * The model of all series, learned anew whenever a horizon has passed: the baselines know of
   * every week before an origin, and so does a shop that forecasts every night.
   *
   * @param learner what is learned before a week
   */
  Judged judge(IntFunction<GlobalForecaster> learner, int[] origins) {
    Judged judged = Judged.of(GlobalForecaster.NAME);
    GlobalForecaster model = learner.apply(origins[0]);
    for (int week : origins) {
      if (week > origins[0] && (week - origins[0]) % horizon == 0) {
        model = learner.apply(week);
      }
      for (Told told : Told.by(model, features, week)) {
        add(told.series(), week, told.said().outlook(), judged);
      }
    }
    return judged;
  }

  private void add(Series series, int week, Outlook outlook, Judged to) {
    ForecastScore score = series.isItem() ? to.items() : to.categories();
    score.add(series.after(week, horizon), outlook, ForecastScore.scale(series.history(week)));
  }
}
