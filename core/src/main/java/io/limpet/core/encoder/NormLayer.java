package io.limpet.core.encoder;

import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Tensors;

/**
 * Layer normalisation (Ba, Kiros and Hinton, 2016): to mean 0 and variance 1, then scaled and
 * shifted by channel. Immutable.
 */
final class NormLayer {
  private static final float EPSILON = 1e-5f;

  private final float[] scale;
  private final float[] shift;

  private NormLayer(float[] scale, float[] shift) {
    this.scale = scale;
    this.shift = shift;
  }

  /** Tensors {@code name.scale} and {@code name.shift}. */
  static NormLayer of(Tensors tensors, String name, int width) {
    float[] scale = tensors.get(name + ".scale").toArray();
    float[] shift = tensors.get(name + ".shift").toArray();
    if (scale.length != width || shift.length != width) {
      throw new GenerationException(
          "layer %s has %d scales and %d shifts; %d are needed"
              .formatted(name, scale.length, shift.length, width));
    }
    return new NormLayer(scale, shift);
  }

  /** Normalises x into y; they may be the same. */
  void apply(float[] x, float[] y) {
    int width = scale.length;
    float mean = 0;
    for (int c = 0; c < width; c++) {
      mean += x[c];
    }
    mean /= width;
    float variance = 0;
    for (int c = 0; c < width; c++) {
      float d = x[c] - mean;
      variance += d * d;
    }
    float by = (float) (1 / Math.sqrt(variance / width + EPSILON));
    for (int c = 0; c < width; c++) {
      y[c] = (x[c] - mean) * by * scale[c] + shift[c];
    }
  }
}
