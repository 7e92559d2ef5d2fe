package io.limpet.core.encoder;

import io.limpet.core.generation.Tensors;

/**
 * A gated exponential moving average a channel; its memory is one vector h:
 *
 * <pre>
 *   h = a h + (1 - a) (x W + b)          a = sigmoid(pace), by channel
 *   output = (h * silu(x G + g)) O + o
 * </pre>
 *
 * After "Mega: Moving Average Equipped Gated Attention" (Ma et al., 2023), without the attention.
 */
final class EmaCell implements SequenceCell {
  private final float[] decays;
  private final DenseLayer in;
  private final DenseLayer gate;
  private final DenseLayer out;

  private EmaCell(float[] decays, DenseLayer in, DenseLayer gate, DenseLayer out) {
    this.decays = decays;
    this.in = in;
    this.gate = gate;
    this.out = out;
  }

  static EmaCell of(Tensors tensors, String name, int width) {
    float[] decays = tensors.get(name + ".pace").toArray();
    float[] rest = new float[decays.length];
    for (int c = 0; c < decays.length; c++) {
      decays[c] = Activations.sigmoid(decays[c]);
      rest[c] = 1 - decays[c];
    }
    // (1 - a) is multiplied into W and b once, so that folding is one product and one addition.
    return new EmaCell(
        decays,
        DenseLayer.of(tensors, name + ".in", width, width).scaled(rest),
        DenseLayer.of(tensors, name + ".gate", width, width),
        DenseLayer.of(tensors, name + ".out", width, width));
  }

  @Override
  public int stateSize() {
    return decays.length;
  }

  @Override
  public void fold(float[] x, float[] memory) {
    for (int c = 0; c < decays.length; c++) {
      memory[c] = decays[c] * memory[c] + in.bias(c);
    }
    in.add(x, memory);
  }

  @Override
  public float[] output(float[] x, float[] memory) {
    float[] gated = gate.apply(x);
    for (int c = 0; c < gated.length; c++) {
      gated[c] = memory[c] * gated[c] * Activations.sigmoid(gated[c]);
    }
    return out.apply(gated);
  }
}
