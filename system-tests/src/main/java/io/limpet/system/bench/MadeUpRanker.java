package io.limpet.system.bench;

import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import io.limpet.core.ranking.Feature;
import io.limpet.core.ranking.Ranker;
import io.limpet.core.ranking.Task;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A ranker of the size that a training makes by default (4 experts of 24 floats, towers of 12, all
 * features), with drawn weights: it costs what a trained one costs, and prefers nothing.
 */
final class MadeUpRanker {
  private static final int EXPERTS = 4;
  private static final int WIDTH = 24;
  private static final int TOWER = 12;

  private final Random random;
  private final Map<String, Tensor> tensors = new HashMap<>();

  private MadeUpRanker(long seed) {
    this.random = new Random(seed);
  }

  static Ranker of(long seed) {
    return new MadeUpRanker(seed).make();
  }

  private Ranker make() {
    float[] ones = new float[Feature.COUNT];
    Arrays.fill(ones, 1);
    tensors.put("ranker.mean", Tensor.of(new float[Feature.COUNT]));
    tensors.put("ranker.scale", Tensor.of(ones));
    layer("experts", Feature.COUNT, EXPERTS * WIDTH);
    float[] platt = new float[2 * Task.values().length];
    for (Task task : Task.values()) {
      layer("gate." + task.label(), Feature.COUNT, EXPERTS);
      layer("tower." + task.label() + ".hidden", WIDTH, TOWER);
      layer("tower." + task.label() + ".out", TOWER, 1);
      platt[2 * task.ordinal()] = 1;
    }
    tensors.put("ranker.calibration", Tensor.matrix(platt, Task.values().length, 2));
    return Ranker.of(Arrays.asList(Feature.values()), new Tensors(tensors));
  }

  private void layer(String name, int inputs, int outputs) {
    float[] weights = new float[inputs * outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() / Math.sqrt(inputs));
    }
    tensors.put("ranker." + name + ".weight", Tensor.matrix(weights, inputs, outputs));
    tensors.put("ranker." + name + ".bias", Tensor.of(new float[outputs]));
  }
}
