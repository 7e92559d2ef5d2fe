package io.limpet.core.encoder;

import io.limpet.core.generation.Tensors;

/**
 * What stands behind a cell in every block of a sequence encoder:
 *
 * <pre>  y = norm(x + cell)    z = norm(y + silu(y A + a) B + b)</pre>
 */
record SequenceHead(NormLayer cellNorm, DenseLayer widen, DenseLayer narrow, NormLayer norm) {

  static SequenceHead of(Tensors tensors, String name, int width) {
    int hidden = tensors.get(name + ".widen.bias").toArray().length;
    return new SequenceHead(
        NormLayer.of(tensors, name + ".cell.norm", width),
        DenseLayer.of(tensors, name + ".widen", width, hidden),
        DenseLayer.of(tensors, name + ".narrow", hidden, width),
        NormLayer.of(tensors, name + ".narrow.norm", width));
  }

  /**
   * The block's output.
   *
   * @param x what the block was given; only its first numbers count
   * @param cell what its cell said; is overwritten
   */
  float[] apply(float[] x, float[] cell) {
    float[] y = cell;
    for (int c = 0; c < y.length; c++) {
      y[c] += x[c];
    }
    cellNorm.apply(y, y);
    float[] hidden = widen.apply(y);
    for (int c = 0; c < hidden.length; c++) {
      hidden[c] *= Activations.sigmoid(hidden[c]);
    }
    float[] z = narrow.apply(hidden);
    for (int c = 0; c < z.length; c++) {
      z[c] += y[c];
    }
    norm.apply(z, z);
    return z;
  }
}
