package io.limpet.trainer.sequence;

import io.limpet.trainer.model.DivergedException;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Learns item embeddings and a network together: after every event of every stretch, the user
 * vector is to point to what came next ({@link SampledSoftmax}).
 *
 * <p>A step's sequences are divided into a fixed number of shards, each on a thread of its own;
 * what they find is added up in their order, so the result follows from data, hyper-parameters and
 * seed alone. Not thread-safe.
 */
final class SequenceTrainer implements AutoCloseable {
  private static final double LAST_RATE = 0.02;
  private static final int WARM_UP_STEPS = 100;

  /**
   * What seeds of epochs are apart. Not SplittableRandom's own stride, with which each epoch's
   * numbers would be those of the one before, moved by one.
   */
  private static final long EPOCH_SEEDS = 0xd1342543de82ef95L;

  private final SequenceHyper hyper;
  private final Sequences sequences;
  private final Weights weights;
  private final ItemEmbedding items;
  private final StepItems stepItems;
  private final long seed;
  private final Shard[] shards = new Shard[SequenceHyper.SHARDS];
  private final Workers workers = new Workers(SequenceHyper.SHARDS);
  private float[] embeddings = new float[0];
  private int steps;

  /** What one thread works with. */
  private final class Shard {
    final Network network;
    final SampledSoftmax softmax;
    float[] embedded = new float[0];
    float[] dEmbeddings = new float[0];
    float[] positionWeights = new float[0];
    double loss;

    Shard(int number) {
      network = new Network(hyper, weights, number);
      softmax = new SampledSoftmax(hyper.width());
    }

    void learn(Batch batch, float weight, long seed) {
      int d = hyper.width();
      int positions = batch.positions();
      embedded = Buffers.atLeast(embedded, positions * d);
      dEmbeddings = Buffers.atLeast(dEmbeddings, stepItems.count() * d);
      Arrays.fill(dEmbeddings, 0, stepItems.count() * d, 0);
      positionWeights = Buffers.atLeast(positionWeights, positions);
      Arrays.fill(positionWeights, weight);
      for (int p = 0; p < positions; p++) {
        System.arraycopy(embeddings, batch.items()[p] * d, embedded, p * d, d);
      }
      float[] q = network.learn(batch, embedded, seed);
      loss =
          softmax.learn(
              batch,
              q,
              embeddings,
              stepItems.drawn(),
              stepItems.standsFor(),
              positionWeights,
              dEmbeddings);
      float[] dx = network.backward(batch, softmax.dq());
      for (int p = 0; p < positions; p++) {
        int to = batch.items()[p] * d;
        for (int c = 0; c < d; c++) {
          dEmbeddings[to + c] += dx[p * d + c];
        }
      }
    }
  }

  SequenceTrainer(Interactions rows, ItemFeatures features, SequenceHyper hyper, long seed) {
    var random = new SplittableRandom(seed);
    this.seed = seed;
    this.sequences = Sequences.of(rows, hyper.length());
    this.hyper = hyper.fitting(sequences.questions());
    this.weights = new Weights(SequenceHyper.SHARDS, random.split());
    Network.add(this.hyper, weights);
    this.items = new ItemEmbedding(rows.items(), hyper.width(), features, random.split());
    this.stepItems = new StepItems(rows, hyper.negatives());
    for (int s = 0; s < shards.length; s++) {
      shards[s] = new Shard(s);
    }
  }

  /** What it trains with. */
  SequenceHyper hyper() {
    return hyper;
  }

  /** How many positions an epoch has. */
  int questions() {
    return sequences.questions();
  }

  Weights weights() {
    return weights;
  }

  ItemEmbedding items() {
    return items;
  }

  /** The items that anybody showed an interest in, ascending. */
  int[] known() {
    return stepItems.known();
  }

  /** How many steps were done. */
  int steps() {
    return steps;
  }

  /**
   * The arrays that hold all that was learned, by name. With them filled and {@link #resumeAfter}
   * called, a new trainer goes on as this one would.
   */
  Map<String, float[]> state() {
    Map<String, float[]> state = new LinkedHashMap<>();
    weights.all().forEach(weight -> weight.addTo(state));
    items.addTo(state);
    return state;
  }

  /** Goes on behind this step. */
  void resumeAfter(int step) {
    steps = step;
  }

  /**
   * Sees every stretch once more, in a new order.
   *
   * @param epoch from 0; its random numbers follow from the seed and this alone
   * @return the mean loss
   * @throws DivergedException when the loss is not a number any more
   */
  double epoch(int epoch, Progress.Step progress) {
    var random = new SplittableRandom(seed + EPOCH_SEEDS * (epoch + 1));
    stepItems.reset();
    int[] order = shuffled(random);
    double loss = 0;
    int asked = 0;
    for (int at = 0; at < order.length; ) {
      int positions = 0;
      int end = at;
      while (end < order.length && positions < hyper.positions()) {
        positions += sequences.length(order[end++]);
      }
      double share = (epoch + (double) at / order.length) / hyper.epochs();
      double rate = hyper.learningRate() * schedule(share);
      double own = step(Arrays.copyOfRange(order, at, end), rate, random);
      if (!Double.isFinite(own)) {
        throw new DivergedException(own, steps, epoch + 1, hyper.learningRate());
      }
      loss += own;
      asked += positions;
      progress.to((long) epoch * sequences.questions() + Math.min(asked, sequences.questions()));
      at = end;
    }
    return loss / sequences.questions();
  }

  private int[] shuffled(SplittableRandom random) {
    int[] order = new int[sequences.size()];
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  private double schedule(double share) {
    double warm = Math.min(1, (steps + 1.0) / WARM_UP_STEPS);
    return warm * (LAST_RATE + (1 - LAST_RATE) * (1 - share));
  }

  private double step(int[] chosen, double rate, SplittableRandom random) {
    steps++;
    stepItems.begin(random);
    List<Batch> batches = divide(chosen);
    int d = hyper.width();
    int count = stepItems.count();
    embeddings = Buffers.atLeast(embeddings, count * d);
    items.forward(stepItems.items(), count, embeddings);
    int questions = 0;
    for (Batch batch : batches) {
      for (int target : batch.targets()) {
        questions += target >= 0 ? 1 : 0;
      }
    }
    float weight = 1f / questions;
    long dropout = random.nextLong();
    workers.run(s -> shards[s].learn(batches.get(s), weight, dropout + s));
    float[] de = shards[0].dEmbeddings;
    double loss = shards[0].loss;
    for (int s = 1; s < shards.length; s++) {
      float[] other = shards[s].dEmbeddings;
      for (int i = 0; i < count * d; i++) {
        de[i] += other[i];
      }
      loss += shards[s].loss;
    }
    weights.step(steps, rate, hyper.weightDecay());
    items.step(stepItems.items(), count, de, steps, rate);
    return loss * questions;
  }

  /** A batch a shard, with about as many positions each. */
  private List<Batch> divide(int[] chosen) {
    int total = 0;
    for (int sequence : chosen) {
      total += sequences.length(sequence);
    }
    List<Batch> batches = new ArrayList<>();
    int at = 0;
    for (int s = 0; s < shards.length; s++) {
      int goal = (int) ((long) total * (s + 1) / shards.length - (long) total * s / shards.length);
      int size = 0;
      int end = at;
      while (end < chosen.length && (size < goal || s == shards.length - 1)) {
        size += sequences.length(chosen[end++]);
      }
      batches.add(batch(chosen, at, end, size));
      at = end;
    }
    return batches;
  }

  private Batch batch(int[] chosen, int begin, int end, int positions) {
    int[] starts = new int[end - begin + 1];
    int[] itemsOf = new int[positions];
    byte[] types = new byte[positions];
    byte[] gaps = new byte[positions];
    int[] targets = new int[positions];
    int p = 0;
    for (int i = begin; i < end; i++) {
      int from = sequences.from(chosen[i]);
      for (int row = from; row < from + sequences.length(chosen[i]); row++) {
        itemsOf[p] = stepItems.take(sequences.item(row));
        types[p] = sequences.type(row);
        gaps[p] = sequences.gap(row);
        targets[p++] = sequences.target(row) < 0 ? -1 : stepItems.take(sequences.target(row));
      }
      starts[i - begin + 1] = p;
    }
    return new Batch(starts, itemsOf, types, gaps, targets);
  }

  @Override
  public void close() {
    workers.close();
    items.close();
    for (Shard shard : shards) {
      shard.network.close();
      shard.softmax.close();
    }
  }
}
