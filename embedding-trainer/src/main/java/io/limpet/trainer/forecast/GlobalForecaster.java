package io.limpet.trainer.forecast;

import io.limpet.core.forecast.Outlook;
import io.limpet.core.forecast.Quantiles;
import io.limpet.trainer.forecast.Demand.Series;
import io.limpet.trainer.tower.DenseNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * One model for all series, which learns from each of them what to expect of the others
 * (Montero-Manso and Hyndman, "Principles and algorithms for forecasting groups of time series",
 * 2021): small networks, whose outputs are averaged, give the quantiles and the mean of every week
 * of the horizon and of all of it ({@link QuantileHead}). Owned by one thread.
 */
final class GlobalForecaster {
  static final String NAME = "global quantiles";

  private final ForecastHyper hyper;
  private final int horizon;
  private final Lessons.Standard standard;
  private final List<DenseNetwork> networks = new ArrayList<>();

  private GlobalForecaster(ForecastHyper hyper, int horizon, Lessons.Standard standard) {
    this.hyper = hyper;
    this.horizon = horizon;
    this.standard = standard;
  }

  /** What it says of one series. */
  record Said(Outlook outlook, double[] expected, double[] total, double expectedTotal) {}

  /**
   * Learns.
   *
   * @param epochs to learn for
   * @param after is told the number of each epoch that has passed, from 1
   */
  static GlobalForecaster learn(
      Lessons lessons, int horizon, ForecastHyper hyper, int epochs, long seed, IntConsumer after) {
    GlobalForecaster model = new GlobalForecaster(hyper, horizon, lessons.standard());
    for (int number = 0; number < hyper.networks(); number++) {
      int outputs = (horizon + 1) * QuantileHead.SIZE;
      var shape =
          new DenseNetwork.Shape(
              List.of(DemandFeatures.COUNT, hyper.hidden(), outputs), 1e-4 / hyper.batch(), 0);
      DenseNetwork network = new DenseNetwork(shape, seed + number);
      var random = new SplittableRandom(seed + number);
      int[] order = lessons.order();
      for (int epoch = 0; epoch < epochs; epoch++) {
        double rate = hyper.rate() * (1 - (double) epoch / epochs) + 1e-5;
        shuffle(order, random);
        model.epoch(network, lessons, order, rate);
        after.accept(number * epochs + epoch + 1);
      }
      model.networks.add(network);
    }
    return model;
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
  }

  private void epoch(DenseNetwork network, Lessons lessons, int[] order, double rate) {
    int outputs = network.outputs();
    for (int from = 0; from < order.length; from += hyper.batch()) {
      int rows = Math.min(hyper.batch(), order.length - from);
      float[] x = new float[rows * DemandFeatures.COUNT];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            lessons.x()[order[from + row]], 0, x, row * DemandFeatures.COUNT, DemandFeatures.COUNT);
      }
      float[] said = network.forward(x, rows);
      float[] slope = new float[rows * outputs];
      for (int row = 0; row < rows; row++) {
        int lesson = order[from + row];
        double weight = lessons.weight()[lesson] / rows;
        for (int target = 0; target <= horizon; target++) {
          int at = row * outputs + target * QuantileHead.SIZE;
          QuantileHead.slope(said, at, lessons.y()[lesson][target], weight, slope);
        }
      }
      network.learn(slope, rows, rate);
    }
  }

  /** What it says of these series at the beginning of a week. */
  List<Said> forecast(DemandFeatures features, int[] numbers, int week) {
    float[] x = new float[numbers.length * DemandFeatures.COUNT];
    for (int i = 0; i < numbers.length; i++) {
      Series series = features.demand().series().get(numbers[i]);
      float[] row = standard.of(features.row(series, week));
      System.arraycopy(row, 0, x, i * row.length, row.length);
    }
    double[][][] quantiles = new double[numbers.length][horizon + 1][Quantiles.COUNT];
    double[][] means = new double[numbers.length][horizon + 1];
    double[] one = new double[Quantiles.COUNT];
    for (DenseNetwork network : networks) {
      float[] said = network.output(x, numbers.length);
      for (int i = 0; i < numbers.length; i++) {
        for (int target = 0; target <= horizon; target++) {
          int at = i * network.outputs() + target * QuantileHead.SIZE;
          QuantileHead.quantiles(said, at, one);
          means[i][target] += QuantileHead.mean(said, at) / networks.size();
          for (int k = 0; k < one.length; k++) {
            quantiles[i][target][k] += one[k] / networks.size();
          }
        }
      }
    }
    List<Said> all = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      Series series = features.demand().series().get(numbers[i]);
      all.add(said(quantiles[i], means[i], features.scale(series, week).level()));
    }
    return all;
  }

  /** In pieces again; quantiles are whole ones. */
  private Said said(double[][] quantiles, double[] means, double level) {
    double[] points = new double[horizon];
    double[][] weeks = new double[horizon][Quantiles.COUNT];
    double[] expected = new double[horizon];
    double[] total = new double[Quantiles.COUNT];
    double sum = 0;
    for (int ahead = 0; ahead < horizon; ahead++) {
      points[ahead] = quantiles[ahead][Quantiles.MEDIAN] * level;
      expected[ahead] = means[ahead] * level;
      sum += expected[ahead];
      for (int k = 0; k < Quantiles.COUNT; k++) {
        weeks[ahead][k] = Math.rint(quantiles[ahead][k] * level);
        total[k] = Math.rint(quantiles[horizon][k] * level * horizon);
      }
    }
    return new Said(new Outlook(points, weeks), expected, total, sum);
  }
}
