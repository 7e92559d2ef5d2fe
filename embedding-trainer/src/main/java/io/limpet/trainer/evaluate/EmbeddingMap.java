package io.limpet.trainer.evaluate;

import io.limpet.trainer.model.ItemVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Item vectors as a picture: a sample on the two directions in which they differ most, and what a
 * few items have for neighbours. Immutable.
 *
 * @param points at most {@link #POINTS} items
 * @param explained share of the sample's variance that the two directions hold, 0 to 1
 * @param samples at most {@link #SAMPLES} items with their nearest
 */
public record EmbeddingMap(List<Point> points, double explained, List<Sample> samples) {
  static final int POINTS = 1_500;
  static final int SAMPLES = 12;
  private static final int NEAREST = 5;
  private static final int ROUNDS = 60;
  private static final long SEED = 23;

  /**
   * An item's place.
   *
   * @param item its number
   */
  public record Point(int item, double x, double y) {}

  /**
   * An item and those most like it.
   *
   * @param nearest numbers of items, nearest first
   * @param cosines of their vectors with the item's
   */
  public record Sample(int item, List<Integer> nearest, List<Double> cosines) {}

  /** The map; nothing when there are fewer than three vectors or one is not finite. */
  public static Optional<EmbeddingMap> of(ItemVectors vectors) {
    if (vectors.size() < 3 || vectors.dimensions() < 2) {
      return Optional.empty();
    }
    SplittableRandom random = new SplittableRandom(SEED);
    int[] rows = Neighbours.sample(vectors.size(), POINTS, random);
    double[][] centred = centred(vectors, rows);
    double total = Arrays.stream(centred).mapToDouble(row -> dot(row, row)).sum();
    if (!(total > 0) || !Double.isFinite(total)) {
      return Optional.empty();
    }
    double[] first = direction(centred, random, new double[vectors.dimensions()]);
    double[] second = direction(centred, random, first);
    List<Point> points = new ArrayList<>();
    double held = 0;
    for (int i = 0; i < rows.length; i++) {
      double x = dot(centred[i], first);
      double y = dot(centred[i], second);
      held += x * x + y * y;
      points.add(new Point(vectors.items()[rows[i]], x, y));
    }
    return Optional.of(new EmbeddingMap(points, held / total, samples(vectors, random)));
  }

  private static double[][] centred(ItemVectors vectors, int[] rows) {
    int dimensions = vectors.dimensions();
    double[] mean = new double[dimensions];
    double[][] centred = new double[rows.length][dimensions];
    for (int i = 0; i < rows.length; i++) {
      for (int d = 0; d < dimensions; d++) {
        centred[i][d] = vectors.rows()[rows[i] * dimensions + d];
        mean[d] += centred[i][d] / rows.length;
      }
    }
    for (double[] row : centred) {
      for (int d = 0; d < dimensions; d++) {
        row[d] -= mean[d];
      }
    }
    return centred;
  }

  /** The principal direction at right angles to another one, by power iteration. */
  private static double[] direction(double[][] rows, SplittableRandom random, double[] other) {
    double[] direction = random.doubles(other.length, -1, 1).toArray();
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = new double[direction.length];
      for (double[] row : rows) {
        double along = dot(row, direction);
        for (int d = 0; d < next.length; d++) {
          next[d] += along * row[d];
        }
      }
      double common = dot(next, other);
      IntStream.range(0, next.length).forEach(d -> next[d] -= common * other[d]);
      double length = Math.sqrt(dot(next, next));
      if (length == 0) {
        return new double[direction.length];
      }
      IntStream.range(0, next.length).forEach(d -> next[d] /= length);
      direction = next;
    }
    return direction;
  }

  private static List<Sample> samples(ItemVectors vectors, SplittableRandom random) {
    Neighbours neighbours = new Neighbours(vectors, SEED);
    List<Sample> samples = new ArrayList<>();
    for (int row : Neighbours.sample(vectors.size(), SAMPLES, random)) {
      List<Integer> nearest = new ArrayList<>();
      List<Double> cosines = new ArrayList<>();
      for (int other : neighbours.of(row, NEAREST)) {
        nearest.add(vectors.items()[other]);
        cosines.add(neighbours.cosine(row, other));
      }
      samples.add(new Sample(vectors.items()[row], nearest, cosines));
    }
    return samples;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
