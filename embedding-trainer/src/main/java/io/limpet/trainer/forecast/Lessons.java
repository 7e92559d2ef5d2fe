package io.limpet.trainer.forecast;

import io.limpet.trainer.forecast.Demand.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the model of all series learns from: a row for each series and week that it is forecast at.
 * Targets are by the level of the series: each week of the horizon, then the mean of all of them.
 *
 * @param x standardised rows, one after the other
 * @param y targets, {@code horizon + 1} a row
 * @param weight of each row's loss: half for the scaled loss, in which all series count the same,
 *     half for the absolute error, in which the large ones do, tempered by a root
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after it was handed over
record Lessons(float[][] x, double[][] y, double[] weight, Standard standard) {
  private static final double HEAVIEST = 20;
  private static final float FARTHEST = 5;

  /** Mean and scale of each feature. */
  record Standard(float[] mean, float[] scale) {
    float[] of(float[] row) {
      float[] x = new float[row.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.clamp((row[i] - mean[i]) * scale[i], -FARTHEST, FARTHEST);
      }
      return x;
    }

    static Standard of(List<float[]> rows) {
      float[] mean = new float[DemandFeatures.COUNT];
      float[] scale = new float[DemandFeatures.COUNT];
      for (int i = 0; i < mean.length; i++) {
        int at = i;
        double sum = rows.stream().mapToDouble(row -> row[at]).sum() / rows.size();
        double squares =
            rows.stream().mapToDouble(row -> (row[at] - sum) * (row[at] - sum)).sum() / rows.size();
        mean[i] = (float) sum;
        scale[i] = squares > 1e-8 ? (float) (1 / Math.sqrt(squares)) : 0;
      }
      return new Standard(mean, scale);
    }
  }

  /**
   * The lessons of these weeks.
   *
   * @param origins weeks that series are forecast at; the horizon lies before what must not be seen
   */
  static Lessons of(DemandFeatures features, int[] origins, int horizon) {
    List<float[]> rows = new ArrayList<>();
    List<double[]> targets = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    for (int week : origins) {
      for (int number : features.demand().known(week)) {
        Series series = features.demand().series().get(number);
        DemandFeatures.Scale scale = features.scale(series, week);
        rows.add(features.row(series, week));
        double[] y = new double[horizon + 1];
        for (int ahead = 0; ahead < horizon; ahead++) {
          y[ahead] = series.pieces()[week + ahead] / scale.level();
          y[horizon] += y[ahead] / horizon;
        }
        targets.add(y);
        weights.add(new double[] {scale.level() / scale.change(), Math.sqrt(scale.level())});
      }
    }
    double same = weights.stream().mapToDouble(of -> of[0]).average().orElse(1);
    double large = weights.stream().mapToDouble(of -> of[1]).average().orElse(1);
    Standard standard = Standard.of(rows);
    return new Lessons(
        rows.stream().map(standard::of).toArray(float[][]::new),
        targets.toArray(double[][]::new),
        weights.stream()
            .mapToDouble(of -> Math.min(HEAVIEST, 0.5 * of[0] / same + 0.5 * of[1] / large))
            .toArray(),
        standard);
  }

  int size() {
    return x.length;
  }

  /** Numbers of all rows. */
  int[] order() {
    return IntStream.range(0, x.length).toArray();
  }
}
