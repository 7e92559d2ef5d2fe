package io.limpet.trainer.factor;

import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.read.Interactions;
import java.util.SplittableRandom;

/**
 * A vector a user, a vector and a bias an item: what {@link Bpr} and {@link Mf} learn.
 *
 * @param dimensions floats a row
 * @param users a row a user
 * @param items a row an item
 * @param biases an entry an item
 */
@SuppressWarnings("ArrayRecordComponent") // written to by one training
record Tables(int dimensions, float[] users, float[] items, float[] biases) {
  private static final double DEVIATION = 0.1;

  /** Small random numbers, so that no two rows are the same; biases are 0. */
  static Tables random(Interactions rows, int dimensions, SplittableRandom random) {
    return new Tables(
        dimensions,
        gaussian(rows.users() * dimensions, random),
        gaussian(rows.items() * dimensions, random),
        new float[rows.items()]);
  }

  private static float[] gaussian(int size, SplittableRandom random) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) (DEVIATION * random.nextGaussian());
    }
    return numbers;
  }

  /** A copy as a recommender, users made in this way. */
  Recommender recommender(Interactions rows, Likes likes, Fold.Way way) {
    boolean[] known = new boolean[rows.items()];
    for (int item : likes.known()) {
      known[item] = true;
    }
    float[] learned = users.clone();
    float[] inputs = Fold.mapped(rows, known, items, learned, way);
    return new FactorRecommender(
        likes, likes.known(), items, biases, () -> new Fold(rows, known, inputs, learned, 1, way));
  }
}
