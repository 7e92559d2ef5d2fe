package io.limpet.trainer.factor;

import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.RatingError;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.read.Interactions;
import java.util.Optional;
import java.util.SplittableRandom;

/** The steps of {@link Mf}, and its error on what was held out. Owned by one thread. */
final class MfTraining implements EarlyStop.Training<Fold.Way> {
  private static final int HELD_OUT_ONE_IN = 20;

  private final Interactions rows;
  private final Likes likes;
  private final Mf.Options options;
  private final Ratings ratings;
  private final Tables tables;
  private final float[] userBiases;

  /** The same without vectors, to compare with: it learns the same ratings in the same order. */
  private final Tables bare;

  private final float[] bareUserBiases;
  private final float mean;
  private final int[] known;
  private final int[] order;
  private final int learned;
  private final int[] heldOutZeros;
  private final int zeros;
  private final SplittableRandom random;

  MfTraining(TrainingSet set, Mf.Options options) {
    this.rows = set.interactions();
    this.likes = Likes.of(rows);
    this.options = options;
    this.ratings = Ratings.of(rows, likes);
    this.random = new SplittableRandom(set.seed());
    this.tables = Tables.random(rows, options.dimensions(), random.split());
    this.userBiases = new float[rows.users()];
    this.bare = new Tables(0, new float[0], new float[0], new float[rows.items()]);
    this.bareUserBiases = new float[rows.users()];
    this.known = likes.known();
    this.zeros = ratings.isGiven() ? 0 : options.zeros();
    this.order = new int[ratings.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    shuffle(order.length);
    // What comes last in this order is held out for good; later orders leave it where it is.
    this.learned = order.length - order.length / HELD_OUT_ONE_IN;
    this.heldOutZeros = new int[(order.length - learned) * zeros];
    for (int i = 0; i < heldOutZeros.length; i++) {
      heldOutZeros[i] = zero(ratings.users()[order[learned + i / zeros]]);
    }
    double sum = 0;
    for (int i = 0; i < learned; i++) {
      sum += ratings.values()[order[i]];
    }
    this.mean = learned == 0 ? 0 : (float) (sum / learned / (1 + zeros));
  }

  private void shuffle(int size) {
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
  }

  /** An item the user did nothing with, most likely: any of them, if the user knows nearly all. */
  private int zero(int user) {
    int item = known[random.nextInt(known.length)];
    for (int i = 0; i < 20 && likes.has(user, item); i++) {
      item = known[random.nextInt(known.length)];
    }
    return item;
  }

  @Override
  public void epoch() {
    shuffle(learned);
    for (int i = 0; i < learned; i++) {
      int user = ratings.users()[order[i]];
      int item = ratings.items()[order[i]];
      step(user, item, ratings.values()[order[i]]);
      for (int z = 0; z < zeros; z++) {
        step(user, zero(user), 0);
      }
    }
  }

  private void step(int user, int item, float rating) {
    float rate = (float) options.learningRate();
    float ridge = (float) options.ridge();
    step(tables, userBiases, mean, user, item, rating, rate, ridge);
    step(bare, bareUserBiases, mean, user, item, rating, rate, ridge);
  }

  /** One step down the loss of one rating. */
  static void step(
      Tables tables,
      float[] userBiases,
      float mean,
      int u,
      int i,
      float rating,
      float rate,
      float ridge) {
    int d = tables.dimensions();
    float[] users = tables.users();
    float[] items = tables.items();
    float error = rating - predict(tables, userBiases, mean, u, i);
    userBiases[u] += rate * (error - ridge * userBiases[u]);
    tables.biases()[i] += rate * (error - ridge * tables.biases()[i]);
    for (int k = 0; k < d; k++) {
      float user = users[u * d + k];
      float item = items[i * d + k];
      users[u * d + k] += rate * (error * item - ridge * user);
      items[i * d + k] += rate * (error * user - ridge * item);
    }
  }

  /** r(u, i) without the noise. */
  static float predict(Tables tables, float[] userBiases, float mean, int u, int i) {
    int d = tables.dimensions();
    float sum = mean + userBiases[u] + tables.biases()[i];
    for (int k = 0; k < d; k++) {
      sum += tables.users()[u * d + k] * tables.items()[i * d + k];
    }
    return sum;
  }

  /** A guess of a rating. */
  private interface Guess {
    float of(int user, int item);
  }

  /**
   * The errors on the ratings held out, and on as many drawn zeros for each; none where there are
   * too few ratings to hold one out.
   */
  Optional<RatingError> heldOutError() {
    int count = order.length - learned;
    if (count == 0) {
      return Optional.empty();
    }
    String what =
        ratings.isGiven()
            ? "ratings"
            : "strengths, log2(1 + weight), with %d zeros each,".formatted(zeros);
    return Optional.of(
        new RatingError(
            what,
            count,
            error((user, item) -> predict(tables, userBiases, mean, user, item)),
            error((user, item) -> predict(bare, bareUserBiases, mean, user, item)),
            error((user, item) -> mean)));
  }

  private double error(Guess guess) {
    double squares = 0;
    for (int i = learned; i < order.length; i++) {
      int user = ratings.users()[order[i]];
      double error = ratings.values()[order[i]] - guess.of(user, ratings.items()[order[i]]);
      squares += error * error;
      for (int z = 0; z < zeros; z++) {
        float ofZero = guess.of(user, heldOutZeros[(i - learned) * zeros + z]);
        squares += (double) ofZero * ofZero;
      }
    }
    return Math.sqrt(squares / ((order.length - learned) * (1.0 + zeros)));
  }

  @Override
  public Recommender recommender(Fold.Way way) {
    Recommender lists = tables.recommender(rows, likes, way);
    return heldOutError().<Recommender>map(error -> new Rated(lists, error)).orElse(lists);
  }
}
