package io.limpet.trainer.sequence;

import java.util.Map;

/**
 * A dense parameter: its values, a gradient a shard, and what Adam remembers of it.
 *
 * <p>The gradients of the shards are added in their order, so that the sum does not depend on which
 * thread was faster.
 */
final class Weight {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  final String name;
  final float[] value;
  private final float[][] gradients;
  private final float[] first;
  private final float[] second;

  Weight(String name, float[] value, int shards) {
    this.name = name;
    this.value = value;
    this.gradients = new float[shards][value.length];
    this.first = new float[value.length];
    this.second = new float[value.length];
  }

  /** To be added to. */
  float[] gradient(int shard) {
    return gradients[shard];
  }

  /** Adds the arrays by which a training can go on. */
  void addTo(Map<String, float[]> state) {
    state.put(name, value);
    state.put(name + RowAdam.FIRST, first);
    state.put(name + RowAdam.SECOND, second);
  }

  /**
   * One step of Adam (Kingma and Ba, 2015) by the sum of the gradients, which are cleared.
   *
   * @param step from 1
   * @param decay decoupled weight decay, as AdamW's: a share of the value a unit of rate
   */
  void step(int step, double rate, double decay) {
    double correction = Math.sqrt(1 - Math.pow(BETA2, step));
    float scaled = (float) (rate * correction / (1 - Math.pow(BETA1, step)));
    float epsilon = (float) (EPSILON * correction);
    float keep = (float) (1 - rate * decay);
    float[] sum = gradients[0];
    for (int shard = 1; shard < gradients.length; shard++) {
      float[] other = gradients[shard];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += other[i];
        other[i] = 0;
      }
    }
    for (int i = 0; i < sum.length; i++) {
      float g = sum[i];
      float m = first[i] += (1 - BETA1) * (g - first[i]);
      float v = second[i] += (1 - BETA2) * (g * g - second[i]);
      value[i] = keep * value[i] - scaled * m / ((float) Math.sqrt(v) + epsilon);
      sum[i] = 0;
    }
  }
}
