package io.limpet.trainer.factor;

import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.read.Interactions;
import java.util.SplittableRandom;

/** The draws and steps of {@link Bpr}. Owned by one thread. */
final class BprTraining implements EarlyStop.Training<Fold.Way> {
  /** Draws of an item the user did not take up before a step is given up: all items were. */
  private static final int TRIES = 20;

  private final Interactions rows;
  private final Likes likes;
  private final Bpr.Options options;
  private final Tables tables;
  private final int[] userOf;
  private final int[] known;
  private final SplittableRandom random;

  BprTraining(TrainingSet set, Bpr.Options options) {
    this.rows = set.interactions();
    this.likes = Likes.of(rows);
    this.options = options;
    this.random = new SplittableRandom(set.seed());
    this.tables = Tables.random(rows, options.dimensions(), random.split());
    this.userOf = likes.userOfPairs();
    this.known = likes.known();
  }

  @Override
  public void epoch() {
    for (int draw = 0; draw < likes.size(); draw++) {
      int pair = random.nextInt(likes.size());
      int other = other(userOf[pair]);
      if (other >= 0) {
        step(
            tables,
            userOf[pair],
            likes.item(pair),
            other,
            (float) options.learningRate(),
            (float) options.ridge());
      }
    }
  }

  private int other(int user) {
    for (int i = 0; i < TRIES; i++) {
      int item = known[random.nextInt(known.length)];
      if (!likes.has(user, item)) {
        return item;
      }
    }
    return -1;
  }

  /** One step down the loss of user u, who took up i and not j. */
  static void step(Tables tables, int u, int i, int j, float rate, float ridge) {
    int d = tables.dimensions();
    float[] users = tables.users();
    float[] items = tables.items();
    float[] biases = tables.biases();
    float x = biases[i] - biases[j];
    for (int k = 0; k < d; k++) {
      x += users[u * d + k] * (items[i * d + k] - items[j * d + k]);
    }
    float g = (float) (1 / (1 + Math.exp(x)));
    biases[i] += rate * (g - ridge * biases[i]);
    biases[j] += rate * (-g - ridge * biases[j]);
    for (int k = 0; k < d; k++) {
      float user = users[u * d + k];
      float liked = items[i * d + k];
      float other = items[j * d + k];
      users[u * d + k] += rate * (g * (liked - other) - ridge * user);
      items[i * d + k] += rate * (g * user - ridge * liked);
      items[j * d + k] += rate * (-g * user - ridge * other);
    }
  }

  @Override
  public Recommender recommender(Fold.Way way) {
    return tables.recommender(rows, likes, way);
  }
}
