package io.limpet.trainer.factor;

import io.limpet.trainer.maths.Cholesky;
import io.limpet.trainer.model.History;
import io.limpet.trainer.read.Interactions;
import java.util.Arrays;
import java.util.List;

/**
 * Users out of histories, for models that learn a vector a user: also for those who came after
 * training, and for known ones who have done more since.
 *
 * <pre>
 *   pooled(h) = sum over the items j of h of weight(j) input(j) / (sum of weight(j))^power
 *   user(h)   = pooled(h), or learned(u) + pooled(h) - pooled(what u had done in training)
 * </pre>
 *
 * <p>The first follows what a user is about just now when {@link Way#step()} is low; the second is
 * the learned vector itself as long as nothing was added. Which is better is chosen on validation.
 */
public final class Fold implements UserVectors {
  private final Interactions trained;
  private final float[] inputs;
  private final float[] learned;
  private final int dimensions;
  private final double power;
  private final Way way;
  private final Past past;
  private final float[] before;

  /**
   * How users are made.
   *
   * @param learned whether a known user's learned vector counts
   * @param step weight of an item of the history relative to the next later one, in (0, 1]
   */
  public record Way(boolean learned, double step) {
    /** The ways that are tried: taste as learned, taste out of the history, and what is on now. */
    public static final List<Way> ALL =
        List.of(new Way(true, 1), new Way(false, 1), new Way(false, 0.7));

    public Way {
      if (!(step > 0 && step <= 1)) {
        throw new IllegalArgumentException("step is " + step + ", not in (0, 1]");
      }
    }

    @Override
    public String toString() {
      return learned ? "users as learned" : "users by history, step " + step;
    }
  }

  /**
   * A fold of one thread.
   *
   * @param trained what was learned from
   * @param known by item, whether its input counts
   * @param inputs a row an item
   * @param learned a row a user
   * @param power 0 for a sum, 1 for a mean
   */
  public Fold(
      Interactions trained,
      boolean[] known,
      float[] inputs,
      float[] learned,
      double power,
      Way way) {
    this.trained = trained;
    this.inputs = inputs;
    this.learned = learned;
    this.dimensions = inputs.length / trained.items();
    this.power = power;
    this.way = way;
    this.past = new Past(known, way.step);
    this.before = new float[dimensions];
  }

  @Override
  public boolean write(History history, float[] to, int at) {
    boolean isKnown = pool(history, to, at);
    int user = way.learned && history.to() > history.from() ? userOf(history) : -1;
    if (user < 0 || !pool(historyOf(trained, user), before, 0)) {
      return isKnown;
    }
    for (int d = 0; d < dimensions; d++) {
      to[at + d] += learned[user * dimensions + d] - before[d];
    }
    return true;
  }

  /** The user's number in training, -1 for histories from elsewhere. */
  private int userOf(History history) {
    return history.rows().userIds() == trained.userIds() ? history.rows().user(history.from()) : -1;
  }

  private static History historyOf(Interactions rows, int user) {
    return new History(rows, rows.begin(user), rows.end(user));
  }

  private boolean pool(History history, float[] to, int at) {
    past.read(history);
    Arrays.fill(to, at, at + dimensions, 0);
    double sum = 0;
    for (int i = 0; i < past.size; i++) {
      sum += past.weights[i];
    }
    float scale = (float) Math.pow(sum, -power);
    for (int i = 0; i < past.size; i++) {
      float weight = past.weights[i] * scale;
      int input = past.items[i] * dimensions;
      for (int d = 0; d < dimensions; d++) {
        to[at + d] += weight * inputs[input + d];
      }
    }
    return past.size > 0;
  }

  /**
   * Inputs whose mean over a history comes nearest to the learned vector of its user: W v(j), with
   * the matrix W of the least squares over all users, each as often as it has items.
   *
   * @param vectors v, a row an item
   * @param learned a row a user
   */
  public static float[] mapped(
      Interactions trained, boolean[] known, float[] vectors, float[] learned, Way way) {
    Fold mean = new Fold(trained, known, vectors, learned, 1, new Way(false, way.step));
    int n = mean.dimensions;
    double[] gram = new double[n * n];
    double[] right = new double[n * n];
    float[] m = new float[n];
    for (int user = 0; user < trained.users(); user++) {
      if (mean.pool(historyOf(trained, user), m, 0)) {
        int weight = mean.past.size;
        for (int row = 0; row < n; row++) {
          double of = (double) weight * m[row];
          for (int column = 0; column < n; column++) {
            gram[row * n + column] += of * m[column];
            right[column * n + row] += of * learned[user * n + column];
          }
        }
      }
    }
    // A little ridge, in units of the diagonal: some directions may hardly occur.
    double trace = 0;
    for (int i = 0; i < n; i++) {
      trace += gram[i * n + i];
    }
    for (int i = 0; i < n; i++) {
      gram[i * n + i] += 1e-3 * trace / n + 1e-12;
    }
    Cholesky.factor(gram, n);
    for (int column = 0; column < n; column++) {
      Cholesky.substitute(gram, right, column * n, n);
    }
    return times(vectors, right, n);
  }

  private static float[] times(float[] vectors, double[] columns, int n) {
    float[] product = new float[vectors.length];
    for (int at = 0; at < vectors.length; at += n) {
      for (int column = 0; column < n; column++) {
        double sum = 0;
        for (int row = 0; row < n; row++) {
          sum += vectors[at + row] * columns[column * n + row];
        }
        product[at + column] = (float) sum;
      }
    }
    return product;
  }
}
