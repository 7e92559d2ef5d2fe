package io.limpet.trainer.train;

import java.util.SplittableRandom;

/**
 * What {@link PooledTrainer} finds: for every item an input and an output of so many channels and a
 * bias, and how much the two trends count. Changed in place by the trainer alone.
 */
final class Parameters {
  private static final float SPREAD = 0.05f;

  final float[] inputs;
  final float[] outputs;
  final float[] bias;
  final float[] trendWeights = {0.6f, 0.2f};

  Parameters(int items, int channels, SplittableRandom random) {
    this.inputs = gaussian(items * channels, random);
    this.outputs = gaussian(items * channels, random);
    this.bias = new float[items];
  }

  private static float[] gaussian(int size, SplittableRandom random) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.nextGaussian(0, SPREAD);
    }
    return numbers;
  }
}
