package io.limpet.core.generation;

import java.util.Optional;

/** y = x W + b, with W a row an input. Immutable. */
public final class Affine {
  private final float[] weight;
  private final float[] bias;
  private final int inputs;

  Affine(Tensor weight, Tensor bias) {
    this.weight = weight.toArray();
    this.bias = bias.toArray();
    this.inputs = weight.rows();
    if (weight.columns() != this.bias.length) {
      throw new GenerationException(
          "a weight of " + weight.columns() + " columns and a bias of " + this.bias.length);
    }
  }

  /** The map of these two tensors, if they are there. */
  static Optional<Affine> find(Tensors tensors, String weight, String bias) {
    return tensors.find(weight).map(w -> new Affine(w, tensors.get(bias)));
  }

  /** Length of x. */
  public int inputs() {
    return inputs;
  }

  /** y of an x. */
  public float[] apply(float[] x) {
    if (x.length != inputs) {
      throw new IllegalArgumentException(x.length + " inputs given, " + inputs + " needed");
    }
    float[] y = bias.clone();
    for (int i = 0; i < inputs; i++) {
      float xi = x[i];
      if (xi != 0) {
        int at = i * y.length;
        for (int j = 0; j < y.length; j++) {
          y[j] += xi * weight[at + j];
        }
      }
    }
    return y;
  }
}
