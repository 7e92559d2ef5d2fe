package io.limpet.trainer.sequence;

import io.limpet.trainer.maths.Gemm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** The dense parameters of a network by name, in the order in which they were made. */
final class Weights {
  private final Map<String, Weight> byName = new LinkedHashMap<>();
  private final SplittableRandom random;
  private final int shards;

  Weights(int shards, SplittableRandom random) {
    this.shards = shards;
    this.random = random;
  }

  /** Makes a weight matrix (Glorot and Bengio, 2010: normal) and a bias of zeros. */
  void addDense(String name, int inputs, int outputs) {
    add(name + ".weight", gaussian(inputs * outputs, Math.sqrt(2.0 / (inputs + outputs))));
    add(name + ".bias", new float[outputs]);
  }

  /** Makes the scale, ones, and the shift, zeros, of a {@link LayerNorm}. */
  void addNorm(String name, int width) {
    float[] ones = new float[width];
    Arrays.fill(ones, 1);
    add(name + ".scale", ones);
    add(name + ".shift", new float[width]);
  }

  void add(String name, float[] values) {
    byName.put(name, new Weight(name, values, shards));
  }

  float[] gaussian(int size, double spread) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian(0, spread);
    }
    return values;
  }

  Weight get(String name) {
    Weight weight = byName.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("no weight " + name + "; there are " + byName.keySet());
    }
    return weight;
  }

  Dense dense(String name, Gemm gemm, int shard) {
    return new Dense(get(name + ".weight"), get(name + ".bias"), gemm, shard);
  }

  LayerNorm norm(String name, int width, int shard) {
    return new LayerNorm(width, get(name + ".scale"), get(name + ".shift"), shard);
  }

  Iterable<Weight> all() {
    return byName.values();
  }

  /**
   * One step of all of them.
   *
   * @param step from 1
   */
  void step(int step, double rate, double decay) {
    for (Weight weight : byName.values()) {
      weight.step(step, rate, decay);
    }
  }
}
