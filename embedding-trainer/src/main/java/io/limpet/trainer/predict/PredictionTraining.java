package io.limpet.trainer.predict;

import io.limpet.core.generation.Tensor;
import io.limpet.core.prediction.Buying;
import io.limpet.core.prediction.CategoryHead;
import io.limpet.core.prediction.Outputs;
import io.limpet.core.prediction.PredictionInputs;
import io.limpet.core.prediction.Predictor;
import io.limpet.core.prediction.ValueHead;
import io.limpet.trainer.predict.Moments.Example;
import io.limpet.trainer.tower.DenseNetwork;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * Learns the multi-task network of core's {@link Predictor} (DL4J): one shared layer, a linear head
 * a task. Owned by one thread.
 */
final class PredictionTraining {
  private static final int WIDTH = 48;
  private static final int BATCH = 512;
  private static final double RATE = 0.002;

  /** Days that tell which categories are popular. */
  private static final int POPULAR_DAYS = 30;

  /** In place of a mean value of nothing; and the least share of it that newcomers are worth. */
  private static final double LEAST = 0.01;

  private final PredictionInputs inputs;
  private final Outputs outputs;
  private final ValueHead value;
  private final CategoryHead category;
  private final TaskLoss loss;
  private final List<Example> examples;
  private final long before;
  private final float[] mean;
  private final float[] scale;
  private final DenseNetwork network;
  private final SplittableRandom random;

  /**
   * @param buying that the examples are told of
   * @param examples of which those that know anything before a time are learned from
   * @param before what happened from then on is not known
   */
  PredictionTraining(
      List<String> categories, Buying buying, List<Example> examples, long before, long seed) {
    this.inputs = PredictionInputs.all(buying, categories);
    this.outputs = new Outputs(categories.size());
    this.before = before;
    this.examples =
        examples.stream()
            .filter(
                of ->
                    of.at() < before
                        && (of.knowsReturn(before)
                            || of.knowsCategory(before)
                            || of.knowsAction(before)))
            .toList();
    double each = Math.max(LEAST, worth(false));
    this.value = new ValueHead(1, (float) Math.max(LEAST * each, worth(true)));
    this.category = new CategoryHead(popularity(this.examples, before, categories.size()), 1);
    this.loss = new TaskLoss(inputs, value, category, each);
    this.mean = new float[inputs.size()];
    this.scale = new float[inputs.size()];
    standardise();
    var shape =
        new DenseNetwork.Shape(List.of(inputs.size(), WIDTH, outputs.size()), 1e-3 / BATCH, 0.1);
    this.network = new DenseNetwork(shape, seed);
    this.random = new SplittableRandom(seed);
  }

  /** The mean value of all, or of those who never bought; 0 of none. */
  private double worth(boolean neverBought) {
    return examples.stream()
        .filter(
            of -> of.knowsValue(before) && !(neverBought && ValueHead.isAny(inputs.bought(of.x()))))
        .mapToDouble(Example::value)
        .average()
        .orElse(0);
  }

  /** Shares of the categories in what came in the last days, each as if met once more. */
  static float[] popularity(List<Example> examples, long before, int categories) {
    float[] popularity = new float[categories];
    Arrays.fill(popularity, 1);
    for (Example example : examples) {
      if (example.at() >= before - POPULAR_DAYS * Moments.DAY && example.knowsCategory(before)) {
        for (int c = 0; c < categories; c++) {
          popularity[c] += example.share(c);
        }
      }
    }
    float sum = 0;
    for (float of : popularity) {
      sum += of;
    }
    for (int c = 0; c < categories; c++) {
      popularity[c] /= sum;
    }
    return popularity;
  }

  private void standardise() {
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      double squares = 0;
      for (Example example : examples) {
        sum += example.x()[i];
        squares += (double) example.x()[i] * example.x()[i];
      }
      double average = sum / examples.size();
      double variance = squares / examples.size() - average * average;
      mean[i] = (float) average;
      scale[i] = variance > 1e-8 ? (float) (1 / Math.sqrt(variance)) : 0;
    }
  }

  /** How many there are to learn from. */
  int size() {
    return examples.size();
  }

  /** Learns for some epochs; {@code after} is told each number, from 1, and the mean loss. */
  void learn(int epochs, BiConsumer<Integer, Double> after) {
    int[] order = new int[examples.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int epoch = 1; epoch <= epochs; epoch++) {
      for (int i = order.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int kept = order[i];
        order[i] = order[other];
        order[other] = kept;
      }
      double sum = 0;
      for (int from = 0; from < order.length; from += BATCH) {
        int rows = Math.min(BATCH, order.length - from);
        float[] x = new float[rows * mean.length];
        for (int row = 0; row < rows; row++) {
          float[] of = standardised(examples.get(order[from + row]));
          System.arraycopy(of, 0, x, row * mean.length, mean.length);
        }
        float[] said = network.forward(x, rows);
        float[] slope = new float[said.length];
        for (int row = 0; row < rows; row++) {
          Example example = examples.get(order[from + row]);
          sum += loss.add(said, row * outputs.size(), example, before, 1.0 / rows, slope);
        }
        network.learn(slope, rows, RATE);
      }
      after.accept(epoch, sum / order.length);
    }
  }

  private float[] standardised(Example example) {
    return Predictor.standardised(example.x(), mean, scale);
  }

  /** The mean loss of examples by what is known of them before a time. */
  double loss(List<Example> of, long until) {
    Predictor predictor = learned().with(Tuning.NONE);
    double sum = 0;
    float[] ignored = new float[outputs.size()];
    for (Example example : of) {
      sum += loss.add(predictor.outputs(example.x()), 0, example, until, 0, ignored);
    }
    return sum / of.size();
  }

  /** What was learned so far. */
  Learned learned() {
    Map<String, Tensor> all = new HashMap<>();
    all.put("prediction.mean", Tensor.of(mean.clone()));
    all.put("prediction.scale", Tensor.of(scale.clone()));
    all.put("prediction.hidden.weight", Tensor.matrix(network.weights(0), mean.length, WIDTH));
    all.put("prediction.hidden.bias", Tensor.of(network.biases(0)));
    all.put("prediction.out.weight", Tensor.matrix(network.weights(1), WIDTH, outputs.size()));
    all.put("prediction.out.bias", Tensor.of(network.biases(1)));
    all.put("prediction.buying", inputs.buying().tensor());
    return new Learned(all, inputs.categories(), value.newcomer(), category);
  }

  /** What the network itself says of an example, for the test of parity. */
  float[] said(Example example) {
    return network.output(standardised(example), 1);
  }
}
