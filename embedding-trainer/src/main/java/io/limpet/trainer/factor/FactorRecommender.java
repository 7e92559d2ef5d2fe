package io.limpet.trainer.factor;

import io.limpet.trainer.maths.Matrix;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Scores by the product of a user's vector and an item's, plus the item's bias; who is not known at
 * all gets the items by their popularity. Thread-safe.
 */
public final class FactorRecommender implements Recommender {
  private static final int BATCH = 128;

  private final int items;
  private final int[] known;
  private final float[] vectors;
  private final int dimensions;
  private final float[] biases;
  private final float[] popularity;
  private final Supplier<UserVectors> users;

  /**
   * A recommender of the known items.
   *
   * @param likes what was learned from; its known items have a score unless {@code placed} has more
   * @param placed numbers of the items that have a vector
   * @param table a row an item number
   * @param bias an entry an item number
   * @param users a fresh one for every call, of vectors of the same size
   */
  public FactorRecommender(
      Likes likes, int[] placed, float[] table, float[] bias, Supplier<UserVectors> users) {
    this.items = likes.items();
    this.known = placed;
    this.dimensions = table.length / likes.items();
    this.vectors = new float[known.length * dimensions];
    this.biases = new float[known.length];
    this.popularity = new float[known.length];
    this.users = users;
    for (int j = 0; j < known.length; j++) {
      System.arraycopy(table, known[j] * dimensions, vectors, j * dimensions, dimensions);
      biases[j] = bias[known[j]];
      popularity[j] = likes.count(known[j]);
    }
  }

  @Override
  public void score(List<History> histories, float[][] scores) {
    float[] batch = new float[BATCH * dimensions];
    float[] products = new float[BATCH * known.length];
    boolean[] isKnown = new boolean[BATCH];
    UserVectors maker = users.get();
    try (Matrix userMatrix = new Matrix(BATCH, dimensions);
        Matrix itemMatrix = new Matrix(known.length, dimensions);
        Matrix productMatrix = new Matrix(BATCH, known.length)) {
      itemMatrix.put(vectors, known.length);
      for (int from = 0; from < histories.size(); from += BATCH) {
        int size = Math.min(BATCH, histories.size() - from);
        for (int i = 0; i < size; i++) {
          isKnown[i] = maker.write(histories.get(from + i), batch, i * dimensions);
        }
        userMatrix.put(batch, size);
        Matrix.timesTransposed(userMatrix, size, itemMatrix, productMatrix);
        productMatrix.get(products, size);
        for (int i = 0; i < size; i++) {
          spread(products, i * known.length, isKnown[i], scores[from + i]);
        }
      }
    }
  }

  private void spread(float[] products, int at, boolean isKnown, float[] scores) {
    if (known.length < items) {
      Arrays.fill(scores, 0, items, UNKNOWN);
    }
    for (int j = 0; j < known.length; j++) {
      scores[known[j]] = isKnown ? products[at + j] + biases[j] : popularity[j];
    }
  }
}
