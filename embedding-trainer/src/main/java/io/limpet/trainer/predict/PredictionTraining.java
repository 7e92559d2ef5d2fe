package io.limpet.trainer.predict;

import io.limpet.core.feature.Measure;
import io.limpet.core.feature.UserFeatures;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import io.limpet.core.prediction.Buying;
import io.limpet.core.prediction.Outputs;
import io.limpet.core.prediction.PredictionInputs;
import io.limpet.core.prediction.Predictor;
import io.limpet.trainer.predict.Moments.Example;
import io.limpet.trainer.tower.DenseNetwork;
import java.util.LinkedHashMap;
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

  private final List<String> categories;
  private final Buying buying;
  private final Outputs outputs;
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
    this.buying = buying;
    this.categories = categories;
    this.outputs = new Outputs(categories.size());
    this.loss = new TaskLoss(categories.size());
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
    int inputs = PredictionInputs.all(buying, categories).size();
    this.mean = new float[inputs];
    this.scale = new float[inputs];
    standardise();
    var shape = new DenseNetwork.Shape(List.of(inputs, WIDTH, outputs.size()), 1e-3 / BATCH, 0.1);
    this.network = new DenseNetwork(shape, seed);
    this.random = new SplittableRandom(seed);
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
    Predictor predictor = predictor(new float[][] {{1, 0}, {1, 0}}, true);
    double sum = 0;
    float[] ignored = new float[outputs.size()];
    for (Example example : of) {
      sum += loss.add(predictor.outputs(example.x()), 0, example, until, 0, ignored);
    }
    return sum / of.size();
  }

  /**
   * What was learned so far, for core.
   *
   * @param platt slope and offset of coming back and of churn
   * @param isValuedByNetwork whether the value is the network's, or the baseline's
   */
  Predictor predictor(float[][] platt, boolean isValuedByNetwork) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    all.put("prediction.mean", Tensor.of(mean.clone()));
    all.put("prediction.scale", Tensor.of(scale.clone()));
    all.put("prediction.hidden.weight", Tensor.matrix(network.weights(0), mean.length, WIDTH));
    all.put("prediction.hidden.bias", Tensor.of(network.biases(0)));
    all.put("prediction.out.weight", Tensor.matrix(network.weights(1), WIDTH, outputs.size()));
    all.put("prediction.out.bias", Tensor.of(network.biases(1)));
    float[] flat = {platt[0][0], platt[0][1], platt[1][0], platt[1][1]};
    all.put("prediction.calibration", Tensor.matrix(flat, 2, 2));
    all.put("prediction.buying", buying.tensor());
    return Predictor.of(
            Map.of(
                Predictor.FEATURES,
                String.join(",", UserFeatures.list().stream().map(Measure::name).toList()),
                Predictor.CATEGORIES,
                String.join("\n", categories),
                Predictor.VALUE,
                isValuedByNetwork ? Predictor.BY_NETWORK : Predictor.BY_BUYING),
            new Tensors(all))
        .orElseThrow();
  }

  /** What the network itself says of an example, for the test of parity. */
  float[] said(Example example) {
    return network.output(standardised(example), 1);
  }
}
