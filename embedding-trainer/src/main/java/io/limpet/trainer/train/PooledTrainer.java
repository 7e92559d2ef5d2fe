package io.limpet.trainer.train;

import io.limpet.trainer.maths.Adam;
import io.limpet.trainer.maths.Candidates;
import io.limpet.trainer.maths.Matrix;
import io.limpet.trainer.maths.Softmax;
import io.limpet.trainer.maths.SparseRows;
import io.limpet.trainer.model.DivergedException;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.warm.Origin;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Learns item inputs and outputs so that the pooled past of a user points to what the user takes up
 * next:
 *
 * <pre>
 *   logit(i) = output(i) . z(history) + bias(i) + g1 shortTrend(i, t) + g2 longTrend(i, t)
 * </pre>
 *
 * with the cross-entropy of {@link Softmax} over the items that are new to the user. The trends
 * explain what everybody wants at that time, so that the embeddings are left with what tells users
 * apart; at the end they are evaluated once, at the moment of training, and become part of an
 * item's vector.
 *
 * <p>Same data, hyper-parameters and seed, same parameters to the last bit: one thread, and ND4J
 * multiplies with one thread as well. Not thread-safe; {@link #close} gives back what is outside
 * the heap.
 */
final class PooledTrainer implements AutoCloseable {
  private static final double MILLIS_PER_DAY = 86_400_000;
  private static final double LAST_RATE = 0.05;
  private static final int WARM_UP_STEPS = 30;

  /**
   * What is kept of the tastes that a training begins with. On the built-in shop, after two epochs,
   * 1 gave an NDCG@10 of .108, .5 of .136 and .25 of .147.
   */
  private static final float SHRINK = 0.25f;

  private final Interactions rows;
  private final Hyper hyper;
  private final Samples samples;
  private final Candidates candidates;
  private final SliceTrends trends;
  private final Parameters parameters;
  private final Pool pool;
  private final SplittableRandom random;
  private final float[] sampleWeights;

  private final Adam inputAdam;
  private final Adam outputAdam;
  private final Adam biasAdam;
  private final Adam trendAdam;
  private final SparseRows inputGradient;

  private final Matrix zMatrix;
  private final Matrix outputMatrix;
  private final Matrix logitMatrix;
  private final Matrix dzMatrix;
  private final Matrix dOutputMatrix;
  private final float[] z;
  private final float[] dz;
  private final float[] logits;
  private final float[] outputs;
  private final float[] dOutputs;
  private int steps;

  PooledTrainer(Interactions rows, Hyper hyper, long seed) {
    this.rows = rows;
    this.hyper = hyper;
    this.random = new SplittableRandom(seed);
    this.samples = Samples.of(rows, Hyper.HISTORY, random.split());
    this.parameters = new Parameters(rows.items(), hyper.channels(), random.split());
    this.pool =
        new Pool(
            rows, hyper.decays(), hyper.weights(), (float) hyper.shrink(), (float) hyper.power());
    this.sampleWeights = sampleWeights();
    int[] known = rows.wanted();
    int size =
        known.length <= Hyper.FULL_SOFTMAX ? known.length : hyper.negatives() + answersMost();
    this.candidates = new Candidates(known, rows.items(), size);
    this.trends =
        new SliceTrends(
            rows,
            hyper.shortTrendDays(),
            hyper.longTrendDays(),
            slices(),
            candidates.size(),
            candidates.isFixed());

    this.inputAdam = new Adam(parameters.inputs);
    this.outputAdam = new Adam(parameters.outputs);
    this.biasAdam = new Adam(parameters.bias);
    this.trendAdam = new Adam(parameters.trendWeights);
    this.inputGradient = new SparseRows(rows.items(), hyper.channels());

    int batch = hyper.batch();
    int channels = hyper.channels();
    int width = candidates.size();
    this.zMatrix = new Matrix(batch, channels);
    this.dzMatrix = new Matrix(batch, channels);
    this.logitMatrix = new Matrix(batch, width);
    this.outputMatrix = new Matrix(width, channels);
    this.dOutputMatrix = new Matrix(width, channels);
    this.z = new float[batch * channels];
    this.dz = new float[batch * channels];
    this.logits = new float[batch * width];
    this.outputs = new float[width * channels];
    this.dOutputs = new float[width * channels];
  }

  private float[] sampleWeights() {
    float[] weights = new float[samples.size()];
    double sum = 0;
    long latest = samples.size() == 0 ? 0 : samples.millis[samples.size() - 1];
    for (int s = 0; s < weights.length; s++) {
      double days = (latest - samples.millis[s]) / MILLIS_PER_DAY;
      weights[s] =
          (float)
              (Math.pow(samples.targetCount(s), hyper.targetPower())
                  * Math.pow(0.5, days / hyper.sampleHalfLifeDays()));
      sum += weights[s];
    }
    for (int s = 0; s < weights.length; s++) {
      weights[s] *= (float) (weights.length / sum);
    }
    return weights;
  }

  /** A step has at most the answers of its fullest slices. */
  private int answersMost() {
    int slices = slices();
    int[] answers = new int[slices];
    for (int slice = 0; slice < slices; slice++) {
      answers[slice] = samples.begins[sliceEnd(slice)] - samples.begins[slice * Hyper.SLICE];
    }
    Arrays.sort(answers);
    int most = 0;
    for (int i = 0; i < Math.min(slices, hyper.batch() / Hyper.SLICE); i++) {
      most += answers[slices - 1 - i];
    }
    return most;
  }

  private int slices() {
    return (samples.size() + Hyper.SLICE - 1) / Hyper.SLICE;
  }

  private int sliceEnd(int slice) {
    return Math.min(samples.size(), (slice + 1) * Hyper.SLICE);
  }

  /**
   * Begins with the tastes that a generation has learned, shrunk, beside the random numbers: from
   * the very numbers that fit the past so well, what is new is learned worse than from nothing (Ash
   * and Adams, "On Warm-Starting Neural Network Training", 2020). What everybody wants begins anew:
   * the generation holds it as one number an item, true at its own time.
   */
  void begin(Origin origin) {
    int channels = hyper.channels();
    float[] input = new float[channels];
    float[] vector = new float[channels];
    for (int item = 0; item < rows.items(); item++) {
      int row = origin.row(rows.itemIds().get(item));
      if (row >= 0) {
        origin.input(row, input, 0, channels);
        if (!isZero(input)) {
          origin.vector(row, vector, 0, channels);
          for (int c = 0; c < channels; c++) {
            parameters.inputs[item * channels + c] += SHRINK * input[c];
            parameters.outputs[item * channels + c] += SHRINK * vector[c];
          }
        }
      }
    }
  }

  /** The second part of a hybrid has no numbers of items that only the first part knows. */
  private static boolean isZero(float[] numbers) {
    for (float number : numbers) {
      if (number != 0) {
        return false;
      }
    }
    return true;
  }

  /** How many samples an epoch has. */
  int samples() {
    return samples.size();
  }

  Parameters parameters() {
    return parameters;
  }

  /** The items that are wanted by anybody, in the order of their numbers. */
  int[] knownItems() {
    return rows.wanted();
  }

  /** The last number of an item's vector for questions asked at this time. */
  float popularity(int item, long millis) {
    return parameters.bias[item] + trends.sum(item, millis, parameters.trendWeights);
  }

  /**
   * Sees every sample once more, in a new order.
   *
   * @param epoch from 0, of {@code hyper.epochs()}
   * @return the mean loss
   */
  double epoch(int epoch, Progress.Step progress) {
    int slices = slices();
    int[] order = new int[slices];
    Arrays.setAll(order, i -> i);
    for (int i = slices - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    int perStep = hyper.batch() / Hyper.SLICE;
    double loss = 0;
    int seen = 0;
    for (int first = 0; first < slices; first += perStep) {
      int[] batch = batch(order, first, Math.min(slices, first + perStep));
      double share = (epoch + (double) first / slices) / hyper.epochs();
      double own = step(batch, hyper.learningRate() * schedule(share));
      if (!Double.isFinite(own)) {
        throw new DivergedException(own, steps, epoch + 1, hyper.learningRate());
      }
      loss += own;
      seen += batch.length;
      progress.to((long) epoch * samples.size() + seen);
    }
    return loss / samples.size();
  }

  private double schedule(double share) {
    double warm = Math.min(1, (steps + 1.0) / WARM_UP_STEPS);
    return warm * Math.max(LAST_RATE, 1 - share);
  }

  private int[] batch(int[] order, int from, int to) {
    int[] batch = new int[(to - from) * Hyper.SLICE];
    int size = 0;
    for (int i = from; i < to; i++) {
      for (int s = order[i] * Hyper.SLICE; s < sliceEnd(order[i]); s++) {
        batch[size++] = s;
      }
    }
    return Arrays.copyOf(batch, size);
  }

  private double step(int[] batch, double rate) {
    steps++;
    int channels = hyper.channels();
    int width = candidates.size();
    long[] seeds = new long[batch.length];
    int[] answers = answers(batch);
    candidates.choose(answers, answers.length, random);
    int[] items = candidates.items();
    for (int j = 0; j < width; j++) {
      System.arraycopy(parameters.outputs, items[j] * channels, outputs, j * channels, channels);
    }
    for (int b = 0; b < batch.length; b++) {
      seeds[b] = random.nextLong();
      int s = batch[b];
      pool.forward(
          parameters.inputs,
          samples.from[s],
          samples.to[s],
          seeds[b],
          hyper.dropout(),
          z,
          b * channels);
    }
    zMatrix.put(z, batch.length);
    outputMatrix.put(outputs, width);
    Matrix.timesTransposed(zMatrix, batch.length, outputMatrix, logitMatrix);
    logitMatrix.get(logits, batch.length);

    double loss = softmax(batch, answers, rate);

    logitMatrix.put(logits, batch.length);
    Matrix.timesRows(logitMatrix, batch.length, outputMatrix, dzMatrix);
    Matrix.transposedTimes(logitMatrix, zMatrix, batch.length, dOutputMatrix);
    dzMatrix.get(dz, batch.length);
    dOutputMatrix.get(dOutputs, width);
    for (int b = 0; b < batch.length; b++) {
      int s = batch[b];
      pool.backward(
          dz,
          b * channels,
          samples.from[s],
          samples.to[s],
          seeds[b],
          hyper.dropout(),
          inputGradient);
    }
    inputAdam.step(inputGradient, rate);
    outputAdam.step(dOutputs, items, width, channels, rate);
    return loss;
  }

  private int[] answers(int[] batch) {
    int size = 0;
    for (int s : batch) {
      size += samples.targetCount(s);
    }
    int[] answers = new int[size];
    int at = 0;
    for (int s : batch) {
      System.arraycopy(samples.targets, samples.begins[s], answers, at, samples.targetCount(s));
      at += samples.targetCount(s);
    }
    return answers;
  }

  /** Logits to their gradient in place, slice by slice, and the steps of bias and trend weights. */
  private double softmax(int[] batch, int[] answers, double rate) {
    int width = candidates.size();
    int[] places = new int[answers.length];
    for (int i = 0; i < answers.length; i++) {
      places[i] = candidates.indexOf(answers[i]);
    }
    float[] biasGradient = new float[width];
    float[] sliceGradient = new float[width];
    float[] trendGradient = new float[2];
    float[] offsets = new float[width];
    double loss = 0;
    int answered = 0;
    for (int begin = 0; begin < batch.length; ) {
      int slice = batch[begin] / Hyper.SLICE;
      int end = begin + sliceEnd(slice) - batch[begin];
      float[] trend = trends.of(slice, samples.millis[batch[begin]], candidates.items());
      share(trend, offsets);
      Arrays.fill(sliceGradient, 0);
      for (int b = begin; b < end; b++) {
        int at = b * width;
        int to = answered + samples.targetCount(batch[b]);
        float weight = sampleWeights[batch[b]] / batch.length;
        double own = Softmax.gradient(logits, at, offsets, width, places, answered, to, weight);
        loss += own * sampleWeights[batch[b]];
        for (int j = 0; j < width; j++) {
          sliceGradient[j] += logits[at + j];
        }
        answered = to;
      }
      for (int j = 0; j < width; j++) {
        biasGradient[j] += sliceGradient[j];
        trendGradient[0] += sliceGradient[j] * trend[j];
        trendGradient[1] += sliceGradient[j] * trend[width + j];
      }
      begin = end;
    }
    biasAdam.step(biasGradient, candidates.items(), width, 1, rate);
    trendAdam.step(trendGradient, new int[] {0}, 1, 2, rate);
    return loss;
  }

  /** What all samples of a slice add to their logits: multiplicity, bias and trend. */
  private void share(float[] trend, float[] offsets) {
    int[] items = candidates.items();
    float[] multiplicity = candidates.logMultiplicity();
    float[] weights = parameters.trendWeights;
    int width = offsets.length;
    for (int j = 0; j < width; j++) {
      offsets[j] =
          multiplicity[j]
              + parameters.bias[items[j]]
              + weights[0] * trend[j]
              + weights[1] * trend[width + j];
    }
  }

  @Override
  public void close() {
    zMatrix.close();
    dzMatrix.close();
    logitMatrix.close();
    outputMatrix.close();
    dOutputMatrix.close();
  }
}
