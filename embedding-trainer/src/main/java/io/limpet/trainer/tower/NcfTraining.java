package io.limpet.trainer.tower;

import io.limpet.trainer.factor.Fold;
import io.limpet.trainer.factor.Likes;
import io.limpet.trainer.maths.Adam;
import io.limpet.trainer.maths.SparseRows;
import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.read.Interactions;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The steps of {@link Ncf}. The row of a user or an item holds g, then m. Owned by one thread. */
final class NcfTraining implements EarlyStop.Training<Fold.Way> {
  private static final double DEVIATION = 0.1;

  /** Steps that an epoch of a small shop has, with smaller batches. */
  private static final int STEPS_LEAST = 50;

  private final Interactions rows;
  private final Likes likes;
  private final Ncf.Options options;
  private final int dimensions;
  private final float[] users;
  private final float[] items;
  private final Adam userAdam;
  private final Adam itemAdam;
  private final SparseRows userSlope;
  private final SparseRows itemSlope;
  private final UserFeatures userFeatures;
  private final ItemRows itemFeatures;
  private final float[] featuresOfUsers;
  private final DenseNetwork network;
  private final int[] userOf;
  private final int[] order;
  private final int[] known;
  private final SplittableRandom random;

  NcfTraining(TrainingSet set, Ncf.Options options) {
    this.rows = set.interactions();
    this.likes = Likes.of(rows);
    this.options = options;
    this.dimensions = options.product() + options.own();
    this.random = new SplittableRandom(set.seed());
    this.users = gaussian(rows.users() * dimensions);
    this.items = gaussian(rows.items() * dimensions);
    this.userAdam = new Adam(users);
    this.itemAdam = new Adam(items);
    this.userSlope = new SparseRows(rows.users(), dimensions);
    this.itemSlope = new SparseRows(rows.items(), dimensions);
    this.userFeatures =
        new UserFeatures(
            rows, set.content().items(), set.nowMillis(), set.users(), options.tokens());
    this.itemFeatures = ItemRows.of(set.content(), options.tokens(), false);
    this.featuresOfUsers = new float[rows.users() * userFeatures.columns()];
    for (int user = 0; user < rows.users(); user++) {
      userFeatures.write(
          new History(rows, rows.begin(user), rows.end(user)),
          featuresOfUsers,
          user * userFeatures.columns());
    }
    this.network = new DenseNetwork(options.shape(inputs()), set.seed());
    this.userOf = likes.userOfPairs();
    this.order = IntStream.range(0, likes.size()).toArray();
    this.known = likes.known();
  }

  private float[] gaussian(int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) (DEVIATION * random.nextGaussian());
    }
    return numbers;
  }

  /** m(u), features(u), m(i), features(i). */
  private int inputs() {
    return 2 * options.own() + userFeatures.columns() + itemFeatures.columns();
  }

  private int itemAt() {
    return options.own() + userFeatures.columns();
  }

  @Override
  public void epoch() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    int each = 1 + options.zeros();
    int most = Math.min(options.batch() / each, order.length / STEPS_LEAST);
    int pairs = Math.max(1, most);
    double loss = 0;
    for (int from = 0; from < order.length; from += pairs) {
      int size = Math.min(pairs, order.length - from);
      int[] us = new int[size * each];
      int[] is = new int[size * each];
      for (int i = 0; i < size; i++) {
        int user = userOf[order[from + i]];
        for (int z = 0; z < each; z++) {
          us[i * each + z] = user;
          is[i * each + z] = z == 0 ? likes.item(order[from + i]) : zero(user);
        }
      }
      loss += step(us, is, each);
    }
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException("the loss is " + loss + "; lower the learning rate");
    }
  }

  private int zero(int user) {
    int item = known[random.nextInt(known.length)];
    for (int i = 0; i < 20 && likes.has(user, item); i++) {
      item = known[random.nextInt(known.length)];
    }
    return item;
  }

  /** One step on these pairs, of which every {@code each}-th has an event, from the first on. */
  private double step(int[] us, int[] is, int each) {
    double loss = slope(us, is, each);
    decay(userSlope, users);
    decay(itemSlope, items);
    userAdam.step(userSlope, options.learningRate());
    itemAdam.step(itemSlope, options.learningRate());
    return loss;
  }

  /** Steps the network, fills the slopes of the rows, and returns the sum of the losses before. */
  double slope(int[] us, int[] is, int each) {
    int size = us.length;
    int width = inputs();
    float[] x = new float[size * width];
    for (int r = 0; r < size; r++) {
      fill(us[r], is[r], x, r * width);
    }
    float[] logits = network.forward(x, size);
    float[] slope = new float[size];
    double loss = 0;
    for (int r = 0; r < size; r++) {
      double logit = logits[r] + product(us[r], is[r]);
      double p = 1 / (1 + Math.exp(-logit));
      boolean happened = r % each == 0;
      loss -= Math.log(Math.max(1e-12, happened ? p : 1 - p));
      slope[r] = (float) ((p - (happened ? 1 : 0)) / size);
    }
    float[] dx = network.learn(slope, size, options.learningRate());
    for (int r = 0; r < size; r++) {
      spread(us[r], is[r], slope[r], dx, r * width);
    }
    return loss;
  }

  /** Rows of users, g and m each. */
  float[] users() {
    return users;
  }

  /** The slope of {@link #users()} that was last filled and not yet stepped down. */
  float[] userSlope() {
    return userSlope.values();
  }

  private void fill(int user, int item, float[] x, int at) {
    int own = options.own();
    System.arraycopy(users, user * dimensions + options.product(), x, at, own);
    System.arraycopy(
        featuresOfUsers, user * userFeatures.columns(), x, at + own, userFeatures.columns());
    System.arraycopy(items, item * dimensions + options.product(), x, at + itemAt(), own);
    itemFeatures.copy(item, x, at + itemAt() + own);
  }

  private float product(int user, int item) {
    float sum = 0;
    for (int k = 0; k < options.product(); k++) {
      sum += users[user * dimensions + k] * items[item * dimensions + k];
    }
    return sum;
  }

  /** Adds the slope of one pair to those of its two rows. */
  private void spread(int user, int item, float slope, float[] dx, int at) {
    int product = options.product();
    int ofUser = userSlope.touch(user);
    int ofItem = itemSlope.touch(item);
    for (int k = 0; k < product; k++) {
      userSlope.values()[ofUser + k] += slope * items[item * dimensions + k];
      itemSlope.values()[ofItem + k] += slope * users[user * dimensions + k];
    }
    for (int k = 0; k < options.own(); k++) {
      userSlope.values()[ofUser + product + k] += dx[at + k];
      itemSlope.values()[ofItem + product + k] += dx[at + itemAt() + k];
    }
  }

  private void decay(SparseRows slope, float[] table) {
    for (int i = 0; i < slope.count(); i++) {
      int at = slope.row(i) * dimensions;
      for (int k = 0; k < dimensions; k++) {
        slope.values()[at + k] += (float) options.ridge() * table[at + k];
      }
    }
  }

  @Override
  public Recommender recommender(Fold.Way way) {
    boolean[] isKnown = new boolean[rows.items()];
    for (int item : known) {
      isKnown[item] = true;
    }
    float[] learned = users.clone();
    float[] inputs = Fold.mapped(rows, isKnown, items, learned, way);
    return new NcfRecommender(
        options,
        likes,
        items.clone(),
        network,
        userFeatures,
        itemFeatures,
        () -> new Fold(rows, isKnown, inputs, learned, 1, way));
  }
}
