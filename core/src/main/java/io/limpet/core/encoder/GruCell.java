package io.limpet.core.encoder;

import io.limpet.core.generation.Tensors;

/**
 * A gated recurrent unit (Cho et al., 2014, as in GRU4Rec, Hidasi et al., 2016); its memory is h:
 *
 * <pre>
 *   (z, r, n) = x W + b        (hz, hr, hn) = h U + u
 *   z = sigmoid(z + hz)    r = sigmoid(r + hr)    n = tanh(n + r * hn)
 *   h = z * h + (1 - z) * n
 *   output = h
 * </pre>
 */
final class GruCell implements SequenceCell {
  private final int width;
  private final DenseLayer in;
  private final DenseLayer memory;

  private GruCell(int width, DenseLayer in, DenseLayer memory) {
    this.width = width;
    this.in = in;
    this.memory = memory;
  }

  static GruCell of(Tensors tensors, String name, int width) {
    return new GruCell(
        width,
        DenseLayer.of(tensors, name + ".in", width, 3 * width),
        DenseLayer.of(tensors, name + ".memory", width, 3 * width));
  }

  @Override
  public int stateSize() {
    return width;
  }

  @Override
  public void fold(float[] x, float[] memory) {
    float[] v = in.apply(x);
    float[] m = this.memory.apply(memory);
    for (int c = 0; c < width; c++) {
      float z = Activations.sigmoid(v[c] + m[c]);
      float r = Activations.sigmoid(v[width + c] + m[width + c]);
      float n = Activations.tanh(v[2 * width + c] + r * m[2 * width + c]);
      memory[c] = z * memory[c] + (1 - z) * n;
    }
  }

  @Override
  public float[] output(float[] x, float[] memory) {
    return memory.clone();
  }
}
