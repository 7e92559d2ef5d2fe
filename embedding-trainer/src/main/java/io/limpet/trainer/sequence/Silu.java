package io.limpet.trainer.sequence;

import io.limpet.core.encoder.Activations;

/** {@code y = x / (1 + e^-x)} (SiLU: Hendrycks and Gimpel, 2016), number by number. */
final class Silu implements Layer {
  private final int width;
  private float[] x = new float[0];
  private float[] gate = new float[0];
  private float[] y = new float[0];

  Silu(int width) {
    this.width = width;
  }

  @Override
  public float[] forward(Batch batch, float[] x) {
    this.x = x;
    int size = batch.positions() * width;
    gate = Buffers.atLeast(gate, size);
    y = Buffers.atLeast(y, size);
    for (int i = 0; i < size; i++) {
      gate[i] = Activations.sigmoid(x[i]);
    }
    for (int i = 0; i < size; i++) {
      y[i] = x[i] * gate[i];
    }
    return y;
  }

  @Override
  public float[] backward(Batch batch, float[] dy) {
    int size = batch.positions() * width;
    for (int i = 0; i < size; i++) {
      dy[i] *= gate[i] * (1 + x[i] * (1 - gate[i]));
    }
    return dy;
  }
}
