package io.limpet.trainer.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.trainer.sequence.SequenceHyper.Cell;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every gradient that is written by hand, against the difference of two losses. */
class GradientTest {
  private static final int WIDTH = 8;
  private static final int ITEMS = 12;
  private static final int DRAWN = 6;
  private static final float STEP = 1e-2f;
  private static final long DROPOUT_SEED = 77;

  private final SplittableRandom random = new SplittableRandom(5);
  private final Batch batch =
      new Batch(
          new int[] {0, 4, 5, 10},
          new int[] {0, 3, 7, 3, 9, 11, 10, 2, 8, 1},
          new byte[] {2, 2, 3, 6, 2, 6, 6, 7, 2, 3},
          new byte[] {0, 3, 1, 8, 0, 0, 15, 2, 3, 4},
          new int[] {3, 7, -1, 10, 11, 5, 2, 8, 1, 4});

  private static SequenceHyper hyper(Cell cell, int blocks) {
    return SequenceHyper.of(cell).sized(WIDTH, blocks);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void gradientsAreThoseOfTheLoss(Cell cell) {
    Weights weights = new Weights(1, random.split());
    SequenceHyper hyper = hyper(cell, 2);
    Network.add(hyper, weights);
    for (Weight weight : weights.all()) {
      for (int i = 0; i < weight.value.length; i++) {
        weight.value[i] += (float) random.nextGaussian(0, 0.3);
      }
    }
    float[] embeddings = weights.gaussian(ITEMS * WIDTH, 0.7);
    try (Network network = new Network(hyper, weights, 0);
        SampledSoftmax softmax = new SampledSoftmax(WIDTH)) {
      float[] dEmbeddings = new float[embeddings.length];
      learn(network, softmax, embeddings, dEmbeddings);
      Map<Weight, float[]> gradients = new LinkedHashMap<>();
      weights.all().forEach(weight -> gradients.put(weight, weight.gradient(0).clone()));
      gradients.forEach(
          (weight, gradient) ->
              check(weight.name, gradient, weight.value, network, softmax, embeddings));
      check("embeddings", dEmbeddings, embeddings, network, softmax, embeddings);
    }
  }

  private double learn(
      Network network, SampledSoftmax softmax, float[] embeddings, float[] dEmbeddings) {
    int positions = batch.positions();
    float[] embedded = new float[positions * WIDTH];
    for (int p = 0; p < positions; p++) {
      System.arraycopy(embeddings, batch.items()[p] * WIDTH, embedded, p * WIDTH, WIDTH);
    }
    float[] q = network.learn(batch, embedded, DROPOUT_SEED);
    float[] weights = new float[positions];
    for (int p = 0; p < positions; p++) {
      weights[p] = 0.5f + 0.1f * p;
    }
    double loss = softmax.learn(batch, q, embeddings, DRAWN, 1.8f, weights, dEmbeddings);
    float[] dx = network.backward(batch, softmax.dq());
    for (int p = 0; p < positions; p++) {
      for (int c = 0; c < WIDTH; c++) {
        dEmbeddings[batch.items()[p] * WIDTH + c] += dx[p * WIDTH + c];
      }
    }
    return loss;
  }

  private void check(
      String name,
      float[] gradient,
      float[] values,
      Network network,
      SampledSoftmax softmax,
      float[] embeddings) {
    double along = 0;
    double square = 0;
    for (float g : gradient) {
      square += g * g;
    }
    if (square < 1e-12) {
      return;
    }
    // One direction at random, and that of the gradient itself, each for the whole of the array.
    for (int trial = 0; trial < 3; trial++) {
      float[] direction = new float[values.length];
      double length = 0;
      for (int i = 0; i < direction.length; i++) {
        direction[i] =
            trial == 0 ? (float) (gradient[i] / Math.sqrt(square)) : (float) random.nextGaussian();
        length += direction[i] * direction[i];
      }
      along = 0;
      float[] before = values.clone();
      double[] losses = new double[2];
      for (int side = 0; side < 2; side++) {
        for (int i = 0; i < values.length; i++) {
          float by = (float) (direction[i] / Math.sqrt(length));
          values[i] = before[i] + (side == 0 ? STEP : -STEP) * by;
          along += side == 0 ? gradient[i] * by : 0;
        }
        losses[side] = learn(network, softmax, embeddings, new float[embeddings.length]);
      }
      System.arraycopy(before, 0, values, 0, before.length);
      double difference = (losses[0] - losses[1]) / (2 * STEP);
      assertThat(difference)
          .as("%s, direction %d", name, trial)
          .isCloseTo(along, org.assertj.core.data.Offset.offset(2e-3 + 0.01 * Math.sqrt(square)));
    }
  }
}
