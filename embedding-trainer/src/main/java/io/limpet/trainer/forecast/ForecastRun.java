package io.limpet.trainer.forecast;

import io.limpet.core.forecast.Forecast;
import io.limpet.core.forecast.Forecaster;
import io.limpet.core.forecast.Outlook;
import io.limpet.core.forecast.Quantiles;
import io.limpet.trainer.forecast.Demand.Series;
import io.limpet.trainer.forecast.GlobalForecaster.Said;
import io.limpet.trainer.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * From demand to forecasts: choose on validation between the model of all series and the baselines,
 * report the test once, learn from everything, forecast what comes after the data.
 */
public final class ForecastRun {
  /** Weeks ahead. */
  public static final int HORIZON = 4;

  private static final int[] EPOCHS = {4, 8};

  private final DemandFeatures features;
  private final Windows windows;
  private final RollingOrigin rolling;
  private final ForecastHyper hyper;
  private final long seed;
  private final Progress progress;

  public ForecastRun(Demand demand, long seed, Progress progress) {
    this(demand, ForecastHyper.DEFAULT, seed, progress);
  }

  ForecastRun(Demand demand, ForecastHyper hyper, long seed, Progress progress) {
    this.features = new DemandFeatures(demand);
    this.windows = Windows.of(demand.weeks(), HORIZON);
    this.rolling = new RollingOrigin(features, HORIZON);
    this.hyper = hyper;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * What came out.
   *
   * @param chosen name of what forecasts
   * @param epochs that the model of all series learned for, 0 where there was too little to learn
   * @param validation what was chosen by; empty where there was too little
   * @param test the same later on, read once
   * @param forecasts of what comes after the data
   */
  public record Result(
      String chosen,
      int epochs,
      List<Judged> validation,
      List<Judged> test,
      List<Forecast> forecasts) {}

  /**
   * Runs all of it.
   *
   * @param nowMillis version of the forecasts
   */
  public Result run(long nowMillis) {
    if (!windows.isEnough()) {
      progress.say(
          "%d weeks are too few to learn from, %d are needed: TSB forecasts"
              .formatted(windows.weeks(), Windows.FEWEST));
      Forecaster tsb = RollingOrigin.BASELINES.getLast();
      return new Result(tsb.name(), 0, List.of(), List.of(), byOne(tsb, nowMillis));
    }
    List<Judged> validation = new ArrayList<>(rolling.baselines(windows.validation()));
    Judged learned = null;
    int epochs = 0;
    for (int candidate : EPOCHS) {
      Judged judged = rolling.judge(week -> learn(week, candidate), windows.validation());
      if (learned == null || judged.items().scaledPinball() < learned.items().scaledPinball()) {
        learned = judged;
        epochs = candidate;
      }
    }
    validation.add(learned);
    String chosen =
        validation.stream()
            .min(Comparator.comparingDouble(of -> of.items().scaledPinball()))
            .orElseThrow()
            .name();
    List<Judged> test = new ArrayList<>(rolling.baselines(windows.test()));
    int best = epochs;
    test.add(rolling.judge(week -> learn(week, best), windows.test()));
    List<Forecast> forecasts =
        RollingOrigin.BASELINES.stream()
            .filter(baseline -> chosen.startsWith(baseline.name()))
            .findFirst()
            .map(baseline -> byOne(baseline, nowMillis))
            .orElse(null);
    if (forecasts == null) {
      forecasts = byAll(learn(windows.weeks(), epochs), nowMillis);
    }
    return new Result(chosen, epochs, validation, test, forecasts);
  }

  /** Learns from all that is over when a week begins. */
  private GlobalForecaster learn(int week, int epochs) {
    Lessons lessons = Lessons.of(features, windows.before(week), HORIZON);
    try (Progress.Step step =
        progress.begin("Learning to forecast", (long) hyper.networks() * epochs)) {
      return GlobalForecaster.learn(lessons, HORIZON, hyper, epochs, seed, step::to);
    }
  }

  private List<Forecast> byAll(GlobalForecaster model, long nowMillis) {
    return Told.by(model, features, windows.weeks()).stream()
        .map(told -> forecast(told.series(), told.said(), GlobalForecaster.NAME, nowMillis))
        .toList();
  }

  private List<Forecast> byOne(Forecaster baseline, long nowMillis) {
    List<Forecast> all = new ArrayList<>();
    int week = windows.weeks();
    for (int number : features.demand().known(week)) {
      Series series = features.demand().series().get(number);
      Outlook outlook = baseline.forecast(series.history(week), HORIZON);
      double[] total = new double[Quantiles.COUNT];
      double sum = Arrays.stream(outlook.points()).sum();
      for (int k = 0; k < total.length; k++) {
        // Weeks are taken to be independent.
        double above = outlook.quantiles()[0][k] - outlook.points()[0];
        total[k] = Math.max(0, Math.rint(sum + above * Math.sqrt(HORIZON)));
      }
      Said said = new Said(outlook, outlook.points(), total, sum);
      all.add(forecast(series, said, baseline.name(), nowMillis));
    }
    return all;
  }

  private Forecast forecast(Series series, Said said, String model, long nowMillis) {
    List<Forecast.Span> weeks = new ArrayList<>();
    for (int ahead = 0; ahead < HORIZON; ahead++) {
      weeks.add(span(said.expected()[ahead], said.outlook().quantiles()[ahead]));
    }
    return new Forecast(
        series.kind(),
        series.key(),
        features.demand().endMillis(),
        windows.weeks() - series.first(),
        model,
        weeks,
        span(said.expectedTotal(), said.total()),
        nowMillis);
  }

  private static Forecast.Span span(double expected, double[] quantiles) {
    return new Forecast.Span(
        Math.rint(expected * 100) / 100, Arrays.stream(quantiles).boxed().toList());
  }
}
