package io.limpet.trainer.factor;

import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.read.Interactions;
import java.util.SplittableRandom;

/** The alternation of {@link Ials}: users given items, items given users. Owned by one thread. */
final class IalsTraining implements EarlyStop.Training<Double> {
  private static final double DEVIATION = 0.1;

  private final Interactions rows;
  private final Likes likes;
  private final Ials.Options options;
  private final float[] users;
  private final float[] items;
  private final int[] userRows;
  private final double alpha;
  private final float scale;
  private final int activeUsers;
  private final int knownItems;

  IalsTraining(TrainingSet set, Ials.Options options) {
    this.rows = set.interactions();
    this.likes = Likes.of(rows);
    this.options = options;
    this.knownItems = likes.known().length;
    this.activeUsers = active();
    this.alpha = options.unobserved() * likes.size() / ((double) activeUsers * knownItems);
    this.scale = (float) (1 / meanRoot());
    this.users = new float[likes.users() * options.dimensions()];
    this.items = new float[likes.items() * options.dimensions()];
    this.userRows = likes.userOfPairs();
    SplittableRandom random = new SplittableRandom(set.seed());
    double deviation = DEVIATION / Math.sqrt(options.dimensions());
    for (int item : likes.known()) {
      for (int d = 0; d < options.dimensions(); d++) {
        items[item * options.dimensions() + d] = (float) (deviation * random.nextGaussian());
      }
    }
  }

  private int active() {
    int active = 0;
    for (int user = 0; user < likes.users(); user++) {
      active += likes.end(user) > likes.begin(user) ? 1 : 0;
    }
    return active;
  }

  private double meanRoot() {
    double sum = 0;
    for (int pair = 0; pair < likes.size(); pair++) {
      sum += Math.sqrt(likes.strength(pair));
    }
    return likes.size() == 0 ? 1 : sum / likes.size();
  }

  private float weight(int pair) {
    return scale * (float) Math.sqrt(likes.strength(pair));
  }

  private double ridge(int pairs, int otherSide) {
    return options.ridge() * (pairs + alpha * otherSide);
  }

  @Override
  public void epoch() {
    int d = options.dimensions();
    int[] pairs = new int[Math.max(rows.users(), rows.items())];
    float[] weights = new float[pairs.length];
    IalsSolver byItems = IalsSolver.rotating(items, d, alpha);
    for (int user = 0; user < likes.users(); user++) {
      int count = 0;
      for (int pair = likes.begin(user); pair < likes.end(user); pair++) {
        pairs[count] = likes.item(pair);
        weights[count++] = weight(pair);
      }
      byItems.solve(pairs, weights, count, ridge(count, knownItems), users, user * d);
    }
    IalsSolver byUsers = IalsSolver.rotating(users, d, alpha);
    for (int item = 0; item < likes.items(); item++) {
      int count = 0;
      for (int place = likes.itemBegin(item); place < likes.itemEnd(item); place++) {
        pairs[count] = userRows[likes.pair(place)];
        weights[count++] = weight(likes.pair(place));
      }
      byUsers.solve(pairs, weights, count, ridge(count, activeUsers), items, item * d);
    }
  }

  @Override
  public Recommender recommender(Double step) {
    int d = options.dimensions();
    IalsSolver solver = IalsSolver.rotating(items.clone(), d, alpha);
    boolean[] known = new boolean[likes.items()];
    for (int item : likes.known()) {
      known[item] = true;
    }
    return new FactorRecommender(
        likes,
        likes.known(),
        solver.table(),
        new float[likes.items()],
        () -> solving(solver, known, step));
  }

  private UserVectors solving(IalsSolver solver, boolean[] known, double step) {
    Past past = new Past(known, step);
    float[] weights = new float[past.weights.length];
    return (History history, float[] to, int at) -> {
      past.read(history);
      for (int i = 0; i < past.size; i++) {
        weights[i] = scale * past.weights[i];
      }
      solver.solve(past.items, weights, past.size, ridge(past.size, knownItems), to, at);
      return past.size > 0;
    };
  }
}
