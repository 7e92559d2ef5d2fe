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
  private final float[] itemHalf;
  private final float[] userWeights;
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
      ItemFeatures itemFeatures,
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
    int userInputs = own + UserFeatures.COLUMNS;
    this.userWeights = Arrays.copyOf(weights[0], userInputs * first);
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
      System.arraycopy(biases[0], 0, itemHalf, j * first, first);
      addTimes(input, 0, input.length, weights[0], userInputs, itemHalf, j * first);
    }
  }

  /** {@code out += input W}, of the rows of W from {@code row} on. */
  private void addTimes(
      float[] input, int from, int size, float[] w, int row, float[] out, int at) {
    for (int i = 0; i < size; i++) {
      for (int h = 0; h < first; h++) {
        out[at + h] += input[from + i] * w[(row + i) * first + h];
      }
    }
  }

  @Override
  public void score(List<History> histories, float[][] scores) {
    UserVectors maker = users.get();
    int own = options.own();
    int product = options.product();
    float[] user = new float[product + own];
    float[] input = new float[own + UserFeatures.COLUMNS];
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

  /** The network on all items for one user, and the memory that takes. */
  private final class Layers implements AutoCloseable {
    private final Matrix[] values = new Matrix[weights.length];
    private final Matrix[] maps = new Matrix[weights.length];
    private final float[][] heap = new float[weights.length][];

    Layers() {
      for (int layer = 0; layer < weights.length; layer++) {
        int width = biases[layer].length;
        values[layer] = new Matrix(known.length, width);
        heap[layer] = new float[known.length * width];
        if (layer > 0) {
          maps[layer] = new Matrix(biases[layer - 1].length, width);
          maps[layer].put(weights[layer], biases[layer - 1].length);
        }
      }
    }

    void add(float[] input, float[] logits) {
      float[] userHalf = new float[first];
      addTimes(input, 0, input.length, userWeights, 0, userHalf, 0);
      int last = weights.length - 1;
      plus(itemHalf, userHalf, heap[0], last == 0);
      for (int layer = 1; layer <= last; layer++) {
        values[layer - 1].put(heap[layer - 1], known.length);
        Matrix.timesRows(values[layer - 1], known.length, maps[layer], values[layer]);
        values[layer].get(heap[layer], known.length);
        plus(heap[layer], biases[layer], heap[layer], layer == last);
      }
      for (int j = 0; j < logits.length; j++) {
        logits[j] += heap[last][j];
      }
    }

    /** Adds a row to all rows, and rectifies all but the last layer's. */
    private void plus(float[] rows, float[] row, float[] to, boolean isLast) {
      float least = isLast ? Float.NEGATIVE_INFINITY : 0;
      int width = row.length;
      for (int at = 0; at < rows.length; at += width) {
        for (int h = 0; h < width; h++) {
          to[at + h] = Math.max(least, rows[at + h] + row[h]);
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
