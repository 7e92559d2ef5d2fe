package io.limpet.trainer.sequence;

import io.limpet.trainer.maths.Moments;
import java.util.Arrays;
import java.util.Map;

/**
 * A dense parameter: its values, a gradient a shard, and what Adam remembers of it.
 *
 * <p>The gradients of the shards are added in their order, so that the sum does not depend on which
 * thread was faster.
 */
final class Weight {
  final String name;
  final float[] value;
  private final float[][] gradients;
  private final Moments moments;

  Weight(String name, float[] value, int shards) {
    this.name = name;
    this.value = value;
    this.gradients = new float[shards][value.length];
    this.moments = new Moments(value);
  }

  /** To be added to. */
  float[] gradient(int shard) {
    return gradients[shard];
  }

  /** Adds the arrays by which a training can go on. */
  void addTo(Map<String, float[]> state) {
    RowAdam.add(name, moments, state);
  }

  /**
   * One step of Adam by the sum of the gradients, which are cleared.
   *
   * @param step from 1
   * @param decay of weights, as {@link Moments.Pace} has it
   */
  void step(int step, double rate, double decay) {
    float[] sum = gradients[0];
    for (int shard = 1; shard < gradients.length; shard++) {
      float[] other = gradients[shard];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += other[i];
        other[i] = 0;
      }
    }
    moments.step(sum, 0, 0, sum.length, Moments.Pace.of(step, rate, decay));
    Arrays.fill(sum, 0);
  }
}
