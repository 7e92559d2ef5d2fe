package io.limpet.trainer.ranker;

import io.limpet.trainer.maths.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How likely an item is looked at, by its position in an answer that was seen, and what a click
 * there is worth. The click model is that of Wang, Golbandi, Bendersky, Metzler and Najork,
 * "Position Bias Estimation for Unbiased Learning to Rank in Personal Search" (WSDM 2018): an item
 * is clicked if it is looked at (theta of the position) and suits (gamma of its features, here a
 * logistic regression on features and their squares):
 *
 * <pre>
 *   P(click) = p = theta(position) gamma(x)        theta = exp(u), gamma = sigmoid(w x)
 *   dp/du = p                                      dp/d(w x) = p (1 - gamma)
 * </pre>
 *
 * <p>Their regression-EM climbs the likelihood of all clicks slowly where positions differ little;
 * Fisher's scoring of both parts at once climbs the same hill in a dozen steps. Only ratios can be
 * found, so the best position has 1. A click counts {@code 1 / theta}, clipped (Joachims,
 * Swaminathan and Schnabel, "Unbiased Learning-to-Rank with Biased Feedback", WSDM 2017).
 */
final class PositionBias {
  /** A click is worth at most so many of the best position: beyond, chance would speak. */
  static final double MOST_WEIGHT = 10;

  /** Positions with fewer items count as one with those behind them. */
  static final int FEWEST = 200;

  /** More items say no more of a curve. */
  private static final int MOST = 60_000;

  private static final int STEPS = 50;

  /** Gains in likelihood below this are no more than numbers. */
  private static final double SETTLED = 1e-3;

  /** Holds the weights of features that say little near 0. */
  private static final double RIDGE = 1;

  private static final double RAREST = Math.log(1e-3);

  /** Of answers from which nothing was learned: every position alike. */
  static final PositionBias NONE = new PositionBias(new double[] {1});

  private final double[] examined;

  private PositionBias(double[] examined) {
    this.examined = examined;
  }

  /** Finds the curve of answers of one surface. */
  static PositionBias estimate(List<? extends ServedAnswer> answers) {
    long items = answers.stream().mapToLong(ServedAnswer::size).sum();
    int every = (int) Math.max(1, Math.ceilDiv(items, MOST));
    List<double[]> inputs = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    List<Boolean> clicks = new ArrayList<>();
    for (int a = 0; a < answers.size(); a += every) {
      ServedAnswer answer = answers.get(a);
      for (int i = 0; i < answer.size(); i++) {
        inputs.add(input(answer.features(i)));
        positions.add(answer.positions()[i]);
        clicks.add(answer.isClicked(i));
      }
    }
    int[] bucket = buckets(positions);
    if (bucket.length == 0 || !clicks.contains(true)) {
      return NONE;
    }
    double[][] x = standardised(inputs);
    boolean[] clicked = new boolean[x.length];
    for (int i = 0; i < clicked.length; i++) {
      clicked[i] = clicks.get(i);
    }
    return new PositionBias(new Fit(x, bucket, clicked).run());
  }

  /** Positions as numbers without gaps; the rare ones at the end are one. */
  private static int[] buckets(List<Integer> positions) {
    int deepest = positions.stream().mapToInt(of -> of).max().orElse(-1);
    int[] counts = new int[deepest + 1];
    positions.forEach(of -> counts[of]++);
    int last = 0;
    while (last < deepest
        && IntStream.rangeClosed(last + 1, deepest).map(p -> counts[p]).sum() >= FEWEST
        && counts[last] >= FEWEST) {
      last++;
    }
    int end = last;
    return positions.stream().mapToInt(of -> Math.min(of, end)).toArray();
  }

  private static double[] input(float[] features) {
    double[] input = new double[2 * features.length];
    for (int i = 0; i < features.length; i++) {
      input[i] = features[i];
      input[features.length + i] = (double) features[i] * features[i];
    }
    return input;
  }

  /** With a constant behind; what never varies is 0. */
  private static double[][] standardised(List<double[]> inputs) {
    int width = inputs.getFirst().length;
    double[] mean = new double[width];
    double[] square = new double[width];
    for (double[] of : inputs) {
      for (int j = 0; j < width; j++) {
        mean[j] += of[j] / inputs.size();
        square[j] += of[j] * of[j] / inputs.size();
      }
    }
    double[][] x = new double[inputs.size()][width + 1];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < width; j++) {
        double variance = square[j] - mean[j] * mean[j];
        x[i][j] = variance > 1e-8 ? (inputs.get(i)[j] - mean[j]) / Math.sqrt(variance) : 0;
      }
      x[i][width] = 1;
    }
    return x;
  }

  /** The likeliest curve and weights. The parameters are u of the positions, then w. */
  private static final class Fit {
    private final double[][] x;
    private final int[] bucket;
    private final boolean[] clicked;
    private final int positions;
    private final int size;
    private double[] at;

    Fit(double[][] x, int[] bucket, boolean[] clicked) {
      this.x = x;
      this.bucket = bucket;
      this.clicked = clicked;
      this.positions = Arrays.stream(bucket).max().orElseThrow() + 1;
      this.size = positions + x[0].length;
      this.at = new double[size];
      long clicks = IntStream.range(0, clicked.length).filter(i -> clicked[i]).count();
      double rate = (clicks + 0.5) / (clicked.length + 1.0);
      at[size - 1] = Math.log(rate / (1 - rate));
    }

    double[] run() {
      double before = likelihood(at);
      for (int step = 0; step < STEPS; step++) {
        double[] direction = direction();
        double after = before;
        for (double length = 1; length > 1e-3 && after <= before; length /= 2) {
          double[] tried = moved(direction, length);
          double of = likelihood(tried);
          if (of > before) {
            after = of;
            at = tried;
          }
        }
        if (after - before < SETTLED) {
          break;
        }
        before = after;
      }
      double most = Arrays.stream(at, 0, positions).max().orElseThrow();
      return Arrays.stream(at, 0, positions).map(u -> Math.exp(u - most)).toArray();
    }

    private double[] moved(double[] direction, double length) {
      double[] to = new double[size];
      for (int j = 0; j < size; j++) {
        double of = at[j] + length * direction[j];
        to[j] = j < positions ? Math.clamp(of, RAREST, 0) : of;
      }
      return to;
    }

    private double gamma(double[] parameters, int row) {
      double z = 0;
      for (int j = positions; j < size; j++) {
        z += parameters[j] * x[row][j - positions];
      }
      return 1 / (1 + Math.exp(-z));
    }

    private static double bounded(double p) {
      return Math.clamp(p, 1e-9, 1 - 1e-6);
    }

    /** Of the clicks, less what the ridge takes. */
    private double likelihood(double[] parameters) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        double p = bounded(Math.exp(parameters[bucket[i]]) * gamma(parameters, i));
        sum += Math.log(clicked[i] ? p : 1 - p);
      }
      for (int j = positions; j < size - 1; j++) {
        sum -= RIDGE * parameters[j] * parameters[j] / 2;
      }
      return sum;
    }

    /** The inverse of Fisher's information times the gradient. */
    private double[] direction() {
      double[] information = new double[size * size];
      double[] gradient = new double[size];
      double[] row = new double[size - positions];
      for (int i = 0; i < x.length; i++) {
        double gamma = gamma(at, i);
        double p = bounded(Math.exp(at[bucket[i]]) * gamma);
        double weight = p / (1 - p);
        double error = ((clicked[i] ? 1 : 0) - p) / (1 - p);
        for (int j = 0; j < row.length; j++) {
          row[j] = (1 - gamma) * x[i][j];
        }
        int k = bucket[i];
        gradient[k] += error;
        information[k * size + k] += weight;
        for (int j = 0; j < row.length; j++) {
          int to = (positions + j) * size;
          gradient[positions + j] += error * row[j];
          information[to + k] += weight * row[j];
          for (int l = 0; l <= j; l++) {
            information[to + positions + l] += weight * row[j] * row[l];
          }
        }
      }
      for (int j = 0; j < size; j++) {
        // Theta and gamma can only be told apart up to a factor: the ridge chooses one.
        boolean isFeature = j >= positions && j < size - 1;
        information[j * size + j] += isFeature ? RIDGE : 1e-3;
        gradient[j] -= isFeature ? RIDGE * at[j] : 0;
      }
      Cholesky.solve(information, gradient, size);
      return gradient;
    }
  }

  /** How likely an item at a position is looked at, against the best position. */
  double examined(int position) {
    return examined[Math.min(position, examined.length - 1)];
  }

  /** What a click at a position counts. */
  float weight(int position) {
    return (float) Math.min(MOST_WEIGHT, 1 / examined(position));
  }

  /** As {@code 1.00 .71 .52}: by position, the last for all behind. */
  @Override
  public String toString() {
    return Arrays.stream(examined)
        .mapToObj(of -> String.format(Locale.ROOT, "%.2f", of))
        .collect(Collectors.joining(" "));
  }
}
