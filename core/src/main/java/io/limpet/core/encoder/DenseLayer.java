package io.limpet.core.encoder;

import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Tensors;
import java.util.Arrays;

/**
 * {@code y = x W + b} with W [inputs x outputs]. Immutable.
 *
 * <p>The rows are arrays of their own, so that all indices of the inner loop are the same and the
 * compiler turns it into vector instructions.
 */
final class DenseLayer {
  private final float[][] rows;
  private final float[] bias;

  private DenseLayer(float[][] rows, float[] bias) {
    this.rows = rows;
    this.bias = bias;
  }

  /** Tensors {@code name.weight}, row-major, and {@code name.bias}. */
  static DenseLayer of(Tensors tensors, String name, int inputs, int outputs) {
    float[] weight = tensors.get(name + ".weight").toArray();
    float[] bias = tensors.get(name + ".bias").toArray();
    if (bias.length != outputs || weight.length != inputs * outputs) {
      throw new GenerationException(
          "layer %s has %d weights and %d biases; %d and %d are needed"
              .formatted(name, weight.length, bias.length, inputs * outputs, outputs));
    }
    float[][] rows = new float[inputs][];
    for (int i = 0; i < inputs; i++) {
      rows[i] = Arrays.copyOfRange(weight, i * outputs, (i + 1) * outputs);
    }
    return new DenseLayer(rows, bias);
  }

  /** y of an x, or of its first numbers. */
  float[] apply(float[] x) {
    float[] y = bias.clone();
    add(x, y);
    return y;
  }

  /** Adds {@code x W}, without the bias. */
  void add(float[] x, float[] y) {
    int i = 0;
    // Four rows at once: y is read and written a quarter as often.
    for (; i + 3 < rows.length; i += 4) {
      add(x[i], rows[i], x[i + 1], rows[i + 1], x[i + 2], rows[i + 2], x[i + 3], rows[i + 3], y);
    }
    for (; i < rows.length; i++) {
      add(x[i], rows[i], 0, rows[i], 0, rows[i], 0, rows[i], y);
    }
  }

  private static void add(
      float a, float[] u, float b, float[] v, float c, float[] w, float d, float[] z, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += (a * u[j] + b * v[j]) + (c * w[j] + d * z[j]);
    }
  }

  /** The same with column j of weight and bias multiplied by {@code by[j]}. */
  DenseLayer scaled(float[] by) {
    float[][] w = new float[rows.length][];
    float[] b = bias.clone();
    for (int i = 0; i < w.length; i++) {
      w[i] = rows[i].clone();
      for (int j = 0; j < b.length; j++) {
        w[i][j] *= by[j];
      }
    }
    for (int j = 0; j < b.length; j++) {
      b[j] *= by[j];
    }
    return new DenseLayer(w, b);
  }

  float bias(int j) {
    return bias[j];
  }
}
