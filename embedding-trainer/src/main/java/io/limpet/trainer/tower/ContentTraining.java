package io.limpet.trainer.tower;

import io.limpet.trainer.factor.FactorRecommender;
import io.limpet.trainer.factor.Fold;
import io.limpet.trainer.factor.Likes;
import io.limpet.trainer.factor.Past;
import io.limpet.trainer.maths.Candidates;
import io.limpet.trainer.maths.Matrix;
import io.limpet.trainer.maths.Softmax;
import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.read.Interactions;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The steps of {@link Content}. Owned by one thread. */
final class ContentTraining implements EarlyStop.Training<Double> {
  /** Steps that an epoch of a small shop has, with smaller batches. */
  private static final int STEPS_LEAST = 50;

  private static final int OUTPUT_ROWS = 1024;

  /** Rows of a history that are looked at in training: older ones weigh next to nothing. */
  private static final int HISTORY = 20;

  private final Interactions rows;
  private final Likes likes;
  private final Content.Options options;
  private final ItemRows features;
  private final DenseNetwork network;
  private final Questions questions;
  private final int[] order;
  private final Candidates candidates;
  private final boolean[] says;
  private final Past past;
  private final SplittableRandom random;

  /** By item its row in the network's batch of this step, -1 for the others. */
  private final int[] places;

  ContentTraining(TrainingSet set, Content.Options options) {
    this.rows = set.interactions();
    this.likes = Likes.of(rows);
    this.options = options;
    this.random = new SplittableRandom(set.seed());
    this.features = ItemRows.of(set.content(), options.tokens(), true);
    this.network = new DenseNetwork(options.shape(features.columns()), set.seed());
    this.says = new boolean[rows.items()];
    for (int item = 0; item < says.length; item++) {
      says[item] = features.says(item);
    }
    this.questions = Questions.of(rows, HISTORY);
    this.order =
        IntStream.range(0, questions.size())
            .filter(q -> says[rows.item(questions.answers()[q])])
            .toArray();
    int[] pool = Arrays.stream(likes.known()).filter(item -> says[item]).toArray();
    this.candidates = new Candidates(pool, rows.items(), options.batch() + options.negatives());
    this.past = new Past(says, options.step());
    this.places = new int[rows.items()];
    Arrays.fill(places, -1);
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
    int batch = Math.clamp(order.length / STEPS_LEAST, 1, options.batch());
    for (int from = 0; from < order.length; from += batch) {
      loss += step(Arrays.copyOfRange(order, from, Math.min(order.length, from + batch)));
    }
    if (!Double.isFinite(loss)) {
      throw new ArithmeticException("the loss is " + loss + "; lower the learning rate");
    }
  }

  /** The items of a step in the order of the network's rows: candidates, then items of the past. */
  private final class Gathered {
    private int[] items = new int[4096];
    private int size;

    int place(int item) {
      if (places[item] < 0) {
        if (size == items.length) {
          items = Arrays.copyOf(items, 2 * size);
        }
        places[item] = size;
        items[size++] = item;
      }
      return places[item];
    }

    float[] features() {
      float[] x = new float[size * features.columns()];
      for (int i = 0; i < size; i++) {
        features.copy(items[i], x, i * features.columns());
      }
      return x;
    }

    void clear() {
      for (int i = 0; i < size; i++) {
        places[items[i]] = -1;
      }
    }
  }

  private double step(int[] batch) {
    int size = batch.length;
    int[] answers = new int[size];
    for (int b = 0; b < size; b++) {
      answers[b] = rows.item(questions.answers()[batch[b]]);
    }
    candidates.choose(answers, size, random);
    int width = candidates.size();
    Gathered gathered = new Gathered();
    for (int j = 0; j < width; j++) {
      gathered.place(candidates.items()[j]);
    }
    int[][] pasts = new int[size][];
    float[][] weights = new float[size][];
    for (int b = 0; b < size; b++) {
      int q = batch[b];
      past.read(new History(rows, questions.begins()[q], questions.ends()[q]));
      pasts[b] = new int[past.size()];
      weights[b] = new float[past.size()];
      float sum = 0;
      for (int i = 0; i < past.size(); i++) {
        sum += past.weight(i);
      }
      for (int i = 0; i < past.size(); i++) {
        pasts[b][i] = gathered.place(past.item(i));
        weights[b][i] = past.weight(i) / sum;
      }
    }
    float[] out = network.forward(gathered.features(), gathered.size);
    float[] slope = new float[out.length];
    double loss = slope(out, slope, answers, pasts, weights);
    network.learn(slope, gathered.size, options.learningRate());
    gathered.clear();
    return loss;
  }

  /** From what the network gave to the slope of the mean loss by it; returns the sum of losses. */
  double slope(float[] out, float[] slope, int[] answers, int[][] pasts, float[][] weights) {
    int d = options.dimensions();
    int size = answers.length;
    int width = candidates.size();
    float[] users = new float[size * d];
    float[] vectors = new float[width * d];
    float[] logits = new float[size * width];
    for (int j = 0; j < width; j++) {
      System.arraycopy(out, j * 2 * d + d, vectors, j * d, d);
    }
    for (int b = 0; b < size; b++) {
      for (int i = 0; i < pasts[b].length; i++) {
        for (int k = 0; k < d; k++) {
          users[b * d + k] += weights[b][i] * out[pasts[b][i] * 2 * d + k];
        }
      }
    }
    double loss = 0;
    try (Matrix userMatrix = new Matrix(size, d);
        Matrix vectorMatrix = new Matrix(width, d);
        Matrix logitMatrix = new Matrix(size, width);
        Matrix userSlope = new Matrix(size, d);
        Matrix vectorSlope = new Matrix(width, d)) {
      userMatrix.put(users, size);
      vectorMatrix.put(vectors, width);
      Matrix.timesTransposed(userMatrix, size, vectorMatrix, logitMatrix);
      logitMatrix.get(logits, size);
      int[] right = new int[size];
      for (int b = 0; b < size; b++) {
        right[b] = candidates.indexOf(answers[b]);
        loss +=
            Softmax.gradient(
                logits, b * width, candidates.logMultiplicity(), width, right, b, b + 1, 1f / size);
      }
      logitMatrix.put(logits, size);
      Matrix.timesRows(logitMatrix, size, vectorMatrix, userSlope);
      Matrix.transposedTimes(logitMatrix, userMatrix, size, vectorSlope);
      userSlope.get(users, size);
      vectorSlope.get(vectors, width);
    }
    for (int j = 0; j < width; j++) {
      System.arraycopy(vectors, j * d, slope, j * 2 * d + d, d);
    }
    for (int b = 0; b < size; b++) {
      for (int i = 0; i < pasts[b].length; i++) {
        for (int k = 0; k < d; k++) {
          slope[pasts[b][i] * 2 * d + k] += weights[b][i] * users[b * d + k];
        }
      }
    }
    return loss;
  }

  @Override
  public Recommender recommender(Double step) {
    int d = options.dimensions();
    float[] inputs = new float[rows.items() * d];
    float[] vectors = new float[rows.items() * d];
    int[] placed = IntStream.range(0, says.length).filter(item -> says[item]).toArray();
    for (int from = 0; from < placed.length; from += OUTPUT_ROWS) {
      int size = Math.min(OUTPUT_ROWS, placed.length - from);
      float[] x = new float[size * features.columns()];
      for (int i = 0; i < size; i++) {
        features.copy(placed[from + i], x, i * features.columns());
      }
      float[] out = network.output(x, size);
      for (int i = 0; i < size; i++) {
        System.arraycopy(out, i * 2 * d, inputs, placed[from + i] * d, d);
        System.arraycopy(out, i * 2 * d + d, vectors, placed[from + i] * d, d);
      }
    }
    Fold.Way way = new Fold.Way(false, step);
    return new FactorRecommender(
        likes,
        placed,
        vectors,
        new float[rows.items()],
        () -> new Fold(rows, says, inputs, new float[0], 1, way));
  }
}
