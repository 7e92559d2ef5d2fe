package io.limpet.trainer.graph;

import io.limpet.trainer.factor.FactorRecommender;
import io.limpet.trainer.factor.Fold;
import io.limpet.trainer.factor.Likes;
import io.limpet.trainer.maths.Adam;
import io.limpet.trainer.maths.Candidates;
import io.limpet.trainer.maths.Matrix;
import io.limpet.trainer.maths.Softmax;
import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.read.Interactions;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The steps of {@link LightGcn}. Owned by one thread. */
final class GcnTraining implements EarlyStop.Training<Fold.Way>, AutoCloseable {
  /** Pairs whose softmax shares its candidates: bounds the memory of the logits. */
  static final int SLICE = 2048;

  private static final double DEVIATION = 0.1;

  /** Steps that an epoch of a small shop has, with smaller batches. */
  private static final int STEPS_LEAST = 8;

  private final Interactions rows;
  private final Likes likes;
  private final LightGcn.Options options;
  private final int batch;
  private final int[] userOf;
  private final int[] order;
  private final SplittableRandom random;
  private final Propagation propagation;
  private final Candidates candidates;

  /** A row a user, then a row an item; so are the others of this size. */
  private final float[] table;

  private final float[] last;
  private final float[] gradient;
  private final float[] smoothed;
  private final int[] all;
  private final Adam adam;
  private final Matrix userMatrix;
  private final Matrix itemMatrix;
  private final Matrix logitMatrix;
  private final Matrix userGradient;
  private final Matrix itemGradient;
  private final float[] gathered;
  private final float[] logits;

  GcnTraining(TrainingSet set, LightGcn.Options options) {
    this.rows = set.interactions();
    this.likes = Likes.of(rows);
    this.options = options;
    this.batch = Math.clamp(likes.size() / STEPS_LEAST, 1, options.batch());
    this.userOf = likes.userOfPairs();
    this.order = IntStream.range(0, likes.size()).toArray();
    this.random = new SplittableRandom(set.seed());
    int d = options.dimensions();
    this.propagation = new Propagation(likes, options.layers(), d);
    int slice = Math.min(SLICE, batch);
    this.candidates = new Candidates(likes.known(), rows.items(), slice + options.negatives());
    this.table = new float[(rows.users() + rows.items()) * d];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) (DEVIATION * random.nextGaussian());
    }
    this.last = new float[table.length];
    this.gradient = new float[table.length];
    this.smoothed = new float[table.length];
    this.all = IntStream.range(0, rows.users() + rows.items()).toArray();
    this.adam = new Adam(table);
    int width = candidates.size();
    this.userMatrix = new Matrix(slice, d);
    this.itemMatrix = new Matrix(width, d);
    this.logitMatrix = new Matrix(slice, width);
    this.userGradient = new Matrix(slice, d);
    this.itemGradient = new Matrix(width, d);
    this.gathered = new float[Math.max(slice, width) * d];
    this.logits = new float[slice * width];
  }

  @Override
  public void epoch() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    double loss = 0;
    for (int from = 0; from < order.length; from += batch) {
      loss += gradient(from, Math.min(order.length, from + batch));
      adam.step(smoothed, all, all.length, options.dimensions(), options.learningRate());
    }
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException("the loss is " + loss + "; lower the learning rate");
    }
  }

  /**
   * Fills the gradient of the table by the mean loss of pairs, {@code from} to {@code to} of the
   * present order, and returns the sum of their losses without the decay.
   */
  double gradient(int from, int to) {
    propagation.mean(table, last);
    Arrays.fill(gradient, 0);
    double loss = 0;
    int slice = Math.min(SLICE, batch);
    for (int begin = from; begin < to; begin += slice) {
      loss += slice(begin, Math.min(to, begin + slice), 1f / (to - from));
    }
    propagation.mean(gradient, smoothed);
    float decay = (float) options.decay();
    for (int i = 0; i < table.length; i++) {
      smoothed[i] += decay * table[i];
    }
    return loss;
  }

  private double slice(int from, int to, float weight) {
    int size = to - from;
    int[] answers = new int[size];
    int[] userRows = new int[size];
    for (int i = 0; i < size; i++) {
      answers[i] = likes.item(order[from + i]);
      userRows[i] = userOf[order[from + i]];
    }
    candidates.choose(answers, size, random);
    int width = candidates.size();
    int[] itemRows = new int[width];
    for (int j = 0; j < width; j++) {
      itemRows[j] = rows.users() + candidates.items()[j];
    }
    gather(userRows, userMatrix);
    gather(itemRows, itemMatrix);
    Matrix.timesTransposed(userMatrix, size, itemMatrix, logitMatrix);
    logitMatrix.get(logits, size);
    int[] places = new int[size];
    double loss = 0;
    for (int i = 0; i < size; i++) {
      places[i] = candidates.indexOf(answers[i]);
      loss +=
          Softmax.gradient(
              logits, i * width, candidates.logMultiplicity(), width, places, i, i + 1, weight);
    }
    logitMatrix.put(logits, size);
    Matrix.timesRows(logitMatrix, size, itemMatrix, userGradient);
    Matrix.transposedTimes(logitMatrix, userMatrix, size, itemGradient);
    scatter(userGradient, userRows);
    scatter(itemGradient, itemRows);
    return loss;
  }

  private void gather(int[] tableRows, Matrix into) {
    int d = options.dimensions();
    for (int i = 0; i < tableRows.length; i++) {
      System.arraycopy(last, tableRows[i] * d, gathered, i * d, d);
    }
    into.put(gathered, tableRows.length);
  }

  private void scatter(Matrix of, int[] tableRows) {
    int d = options.dimensions();
    of.get(gathered, tableRows.length);
    for (int i = 0; i < tableRows.length; i++) {
      for (int k = 0; k < d; k++) {
        gradient[tableRows[i] * d + k] += gathered[i * d + k];
      }
    }
  }

  /** The vectors before propagation, users first. */
  float[] table() {
    return table;
  }

  /** What {@link #gradient(int, int)} filled, of the same shape. */
  float[] tableGradient() {
    return smoothed;
  }

  @Override
  public Recommender recommender(Fold.Way way) {
    int d = options.dimensions();
    int users = rows.users() * d;
    propagation.mean(table, last);
    float[] learned = Arrays.copyOf(last, users);
    float[] vectors = Arrays.copyOfRange(last, users, last.length);
    propagation.meanButLast(table, last);
    float[] inputs = Arrays.copyOfRange(last, users, last.length);
    boolean[] known = new boolean[rows.items()];
    for (int item : likes.known()) {
      known[item] = true;
      float norm = (float) (1 / Math.sqrt(likes.count(item)));
      for (int k = 0; k < d; k++) {
        inputs[item * d + k] *= norm;
      }
    }
    return new FactorRecommender(
        likes,
        likes.known(),
        vectors,
        new float[rows.items()],
        () -> new Fold(rows, known, inputs, learned, 0.5, way));
  }

  @Override
  public void close() {
    userMatrix.close();
    itemMatrix.close();
    logitMatrix.close();
    userGradient.close();
    itemGradient.close();
  }
}
