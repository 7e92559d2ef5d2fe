package io.limpet.core.ranking;

import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Tensor;
import java.util.Arrays;
import java.util.Map;

/** {@code y = x W + b} with W [inputs, outputs]. Immutable. */
final class Dense {
  private final float[][] rows;
  private final float[] bias;

  private Dense(float[][] rows, float[] bias) {
    this.rows = rows;
    this.bias = bias;
  }

  /**
   * A layer of these tensors.
   *
   * @param inputs that it must have
   * @param outputs that it must have, or 0 for any
   */
  static Dense of(String name, Tensor weight, Tensor bias, int inputs, int outputs) {
    int[] shape = weight.shape();
    float[] b = bias.toArray();
    if (shape.length != 2
        || shape[0] != inputs
        || shape[1] != b.length
        || (outputs > 0 && b.length != outputs)) {
      throw new GenerationException(
          "layer %s of the ranker has a weight of %s and a bias of %d; %d inputs%s are needed"
              .formatted(
                  name,
                  Arrays.toString(shape),
                  b.length,
                  inputs,
                  outputs > 0 ? " and " + outputs + " outputs" : ""));
    }
    float[][] rows = new float[inputs][];
    for (int i = 0; i < inputs; i++) {
      rows[i] = weight.row(i);
    }
    return new Dense(rows, b);
  }

  int outputs() {
    return bias.length;
  }

  /** y of an x. The inner loop has one index, so that the compiler makes vector instructions. */
  float[] apply(float[] x) {
    float[] y = bias.clone();
    for (int i = 0; i < rows.length; i++) {
      float xi = x[i];
      if (xi != 0) {
        add(xi, rows[i], y);
      }
    }
    return y;
  }

  private static void add(float by, float[] row, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += by * row[j];
    }
  }

  /** The same, negative outputs taken as 0. */
  float[] rectified(float[] x) {
    float[] y = apply(x);
    for (int j = 0; j < y.length; j++) {
      y[j] = Math.max(0, y[j]);
    }
    return y;
  }

  /**
   * The same of several x at once.
   *
   * @param x of each input, that of all of them
   * @param lanes how many they are
   * @return of each output, that of all of them
   */
  float[][] apply(float[][] x, int lanes) {
    float[][] y = new float[bias.length][lanes];
    for (int j = 0; j < y.length; j++) {
      Arrays.fill(y[j], bias[j]);
      int i = 0;
      for (; i + 4 <= rows.length; i += 4) {
        addFour(i, j, x, y[j]);
      }
      for (; i < rows.length; i++) {
        add(rows[i][j], x[i], y[j]);
      }
    }
    return y;
  }

  /** Adds what an output has of four inputs at once: the sums are read and written each time. */
  private void addFour(int i, int j, float[][] x, float[] y) {
    float a = rows[i][j];
    float b = rows[i + 1][j];
    float c = rows[i + 2][j];
    float d = rows[i + 3][j];
    float[] xa = x[i];
    float[] xb = x[i + 1];
    float[] xc = x[i + 2];
    float[] xd = x[i + 3];
    for (int l = 0; l < y.length; l++) {
      y[l] += a * xa[l] + b * xb[l] + c * xc[l] + d * xd[l];
    }
  }

  /** The same of several x at once, negative outputs taken as 0. */
  float[][] rectified(float[][] x, int lanes) {
    float[][] y = apply(x, lanes);
    for (float[] output : y) {
      for (int l = 0; l < lanes; l++) {
        output[l] = Math.max(0, output[l]);
      }
    }
    return y;
  }

  void export(String name, Map<String, Tensor> to) {
    float[] all = new float[rows.length * bias.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * bias.length, bias.length);
    }
    to.put(name + ".weight", Tensor.matrix(all, rows.length, bias.length));
    to.put(name + ".bias", Tensor.of(bias.clone()));
  }
}
