package io.limpet.trainer.tower;

import io.limpet.trainer.factor.Likes;
import io.limpet.trainer.factor.UserVectors;
import io.limpet.trainer.maths.Matrix;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ranks all items by {@link Ncf}. The first layer is linear in user and item, so its two halves are
 * computed once each, an item's for all users and a user's for all items; only what comes after it
 * is computed for every pair. Scores are what goes into the sigma, which changes no order.
 * Thread-safe.
 */
final class NcfRecommender implements Recommender {
  private final Ncf.Options options;
  private final int items;
  private final int[] known;
  private final float[] popularity;
  private final float[] products;

  /** What the first layer makes of the items: a row a unit, so that loops run along items. */
  private final float[] itemHalf;

  private final float[][] weights;
  private final float[][] biases;
  private final int first;
  private final UserFeatures userFeatures;
  private final Supplier<UserVectors> users;

  /**
   * Takes over what was learned until now.
   *
   * @param table g and m a row, of every item
   * @param network copied
   * @param users makes g and m of a user
   */
  NcfRecommender(
      Ncf.Options options,
      Likes likes,
      float[] table,
      DenseNetwork network,
      UserFeatures userFeatures,
      ItemRows itemFeatures,
      Supplier<UserVectors> users) {
    this.options = options;
    this.items = likes.items();
    this.known = likes.known();
    this.userFeatures = userFeatures;
    this.users = users;
    int layers = options.hidden().size() + 1;
    this.weights = new float[layers][];
    this.biases = new float[layers][];
    for (int layer = 0; layer < layers; layer++) {
      weights[layer] = network.weights(layer);
      biases[layer] = network.biases(layer);
    }
    this.first = biases[0].length;
    int own = options.own();
    int userInputs = own + userFeatures.columns();
    this.popularity = new float[known.length];
    this.products = new float[known.length * options.product()];
    this.itemHalf = new float[known.length * first];
    int dimensions = options.product() + own;
    float[] input = new float[own + itemFeatures.columns()];
    for (int j = 0; j < known.length; j++) {
      popularity[j] = likes.count(known[j]);
      int row = known[j] * dimensions;
      System.arraycopy(table, row, products, j * options.product(), options.product());
      System.arraycopy(table, row + options.product(), input, 0, own);
      itemFeatures.copy(known[j], input, own);
      float[] half = times(input, userInputs);
      for (int h = 0; h < first; h++) {
        itemHalf[h * known.length + j] = half[h] + biases[0][h];
      }
    }
  }

  /** The product of an input and the rows of the first weights from {@code row} on. */
  private float[] times(float[] input, int row) {
    float[] out = new float[first];
    for (int i = 0; i < input.length; i++) {
      for (int h = 0; h < first; h++) {
        out[h] += input[i] * weights[0][(row + i) * first + h];
      }
    }
    return out;
  }

  @Override
  public void score(List<History> histories, float[][] scores) {
    UserVectors maker = users.get();
    int own = options.own();
    int product = options.product();
    float[] user = new float[product + own];
    float[] input = new float[own + userFeatures.columns()];
    float[] logits = new float[known.length];
    try (Layers layers = new Layers();
        Matrix userMatrix = new Matrix(1, product);
        Matrix itemMatrix = new Matrix(known.length, product);
        Matrix productMatrix = new Matrix(1, known.length)) {
      itemMatrix.put(products, known.length);
      for (int i = 0; i < histories.size(); i++) {
        Arrays.fill(scores[i], 0, items, UNKNOWN);
        boolean isKnown = maker.write(histories.get(i), user, 0);
        if (isKnown) {
          userMatrix.put(user, 1);
          Matrix.timesTransposed(userMatrix, 1, itemMatrix, productMatrix);
          productMatrix.get(logits, 1);
          System.arraycopy(user, product, input, 0, own);
          userFeatures.write(histories.get(i), input, own);
          layers.add(input, logits);
        }
        for (int j = 0; j < known.length; j++) {
          scores[i][known[j]] = isKnown ? logits[j] : popularity[j];
        }
      }
    }
  }

  /** The network on all items for one user, a row a unit, and the memory that takes. */
  private final class Layers implements AutoCloseable {
    private final Matrix[] values = new Matrix[weights.length];
    private final Matrix[] maps = new Matrix[weights.length];
    private final float[][] heap = new float[weights.length][];

    Layers() {
      for (int layer = 0; layer < weights.length; layer++) {
        int width = biases[layer].length;
        values[layer] = new Matrix(width, known.length);
        heap[layer] = new float[known.length * width];
        if (layer > 0) {
          maps[layer] = new Matrix(width, biases[layer - 1].length);
          maps[layer].put(transposed(weights[layer], width), width);
        }
      }
    }

    private static float[] transposed(float[] of, int columns) {
      int rows = of.length / columns;
      float[] to = new float[of.length];
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          to[column * rows + row] = of[row * columns + column];
        }
      }
      return to;
    }

    /** Adds what comes out to the logits. */
    void add(float[] input, float[] logits) {
      int last = weights.length - 1;
      plus(itemHalf, times(input, 0), heap[0], last == 0);
      for (int layer = 1; layer <= last; layer++) {
        int width = biases[layer].length;
        values[layer - 1].put(heap[layer - 1], biases[layer - 1].length);
        Matrix.timesRows(maps[layer], width, values[layer - 1], values[layer]);
        values[layer].get(heap[layer], width);
        plus(heap[layer], biases[layer], heap[layer], layer == last);
      }
      for (int j = 0; j < logits.length; j++) {
        logits[j] += heap[last][j];
      }
    }

    /** Adds a number to each row, and rectifies all but the last layer's. */
    private void plus(float[] rows, float[] numbers, float[] to, boolean isLast) {
      float least = isLast ? Float.NEGATIVE_INFINITY : 0;
      for (int h = 0; h < numbers.length; h++) {
        float number = numbers[h];
        int end = (h + 1) * known.length;
        for (int at = h * known.length; at < end; at++) {
          to[at] = Math.max(least, rows[at] + number);
        }
      }
    }

    @Override
    public void close() {
      for (int layer = 0; layer < weights.length; layer++) {
        values[layer].close();
        if (layer > 0) {
          maps[layer].close();
        }
      }
    }
  }
}
