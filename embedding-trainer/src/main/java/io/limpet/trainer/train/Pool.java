package io.limpet.trainer.train;

import io.limpet.trainer.maths.SparseRows;
import io.limpet.trainer.read.Interactions;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The batch form of core's {@link io.limpet.core.encoder.PooledEncoder}, with its gradient.
 *
 * <pre>
 *   z[c]           = sum over events e of w(e) decay[c]^age(e) x(e)[c] / (n[c] + shrink)^power
 *   dLoss/dx(e)[c] = w(e) decay[c]^age(e) / (n[c] + shrink)^power dLoss/dz[c]
 * </pre>
 *
 * where age counts later events that were kept, and n is the sum of {@code |w| decay^age}. Not
 * thread-safe.
 */
final class Pool {
  private final Interactions rows;
  private final float[] decays;
  private final float[] weights;
  private final float shrink;
  private final float power;
  private final float[] faded;
  private final float[] norm;
  private float scale;

  Pool(Interactions rows, float[] decays, float[] weights, float shrink, float power) {
    this.rows = rows;
    this.decays = decays;
    this.weights = weights;
    this.shrink = shrink;
    this.power = power;
    this.faded = new float[decays.length];
    this.norm = new float[decays.length];
  }

  /**
   * Pools one history.
   *
   * @param inputs item inputs, a row an item
   * @param z written from {@code at} on
   * @param seed of the events that are left out
   * @param dropout share left out
   */
  void forward(float[] inputs, int from, int to, long seed, double dropout, float[] z, int at) {
    int channels = decays.length;
    begin();
    Arrays.fill(z, at, at + channels, 0);
    SplittableRandom random = new SplittableRandom(seed);
    for (int row = to - 1; row >= from; row--) {
      float weight = weights[rows.type(row)];
      if (isKept(weight, random, dropout)) {
        int x = rows.item(row) * channels;
        float mass = Math.abs(weight);
        for (int c = 0; c < channels; c++) {
          z[at + c] += weight * faded[c] * inputs[x + c];
          norm[c] += mass * faded[c];
          faded[c] *= decays[c];
        }
      }
    }
    for (int c = 0; c < channels; c++) {
      z[at + c] *= scale(c);
    }
  }

  /** Adds the gradient of one history, with the same seed as forward, to that of the inputs. */
  void backward(
      float[] dz, int at, int from, int to, long seed, double dropout, SparseRows gradient) {
    int channels = decays.length;
    begin();
    SplittableRandom random = new SplittableRandom(seed);
    for (int row = to - 1; row >= from; row--) {
      float weight = weights[rows.type(row)];
      if (isKept(weight, random, dropout)) {
        float mass = Math.abs(weight);
        for (int c = 0; c < channels; c++) {
          norm[c] += mass * faded[c];
          faded[c] *= decays[c];
        }
      }
    }
    float[] scaled = new float[channels];
    for (int c = 0; c < channels; c++) {
      scaled[c] = dz[at + c] * scale(c);
    }
    random = new SplittableRandom(seed);
    for (int row = to - 1; row >= from; row--) {
      float weight = weights[rows.type(row)];
      if (isKept(weight, random, dropout)) {
        int x = gradient.touch(rows.item(row));
        float[] values = gradient.values();
        for (int c = 0; c < channels; c++) {
          values[x + c] += weight * scaled[c];
          scaled[c] *= decays[c];
        }
      }
    }
  }

  private void begin() {
    Arrays.fill(faded, 1);
    Arrays.fill(norm, 0);
  }

  /** As core's encoder has it; channels of one pace share it. */
  private float scale(int channel) {
    if (channel == 0 || norm[channel] != norm[channel - 1]) {
      scale = norm[channel] + shrink == 0 ? 0 : (float) Math.pow(norm[channel] + shrink, -power);
    }
    return scale;
  }

  private static boolean isKept(float weight, SplittableRandom random, double dropout) {
    return weight != 0 && (dropout == 0 || random.nextDouble() >= dropout);
  }
}
