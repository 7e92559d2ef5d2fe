package io.limpet.core.encoder;

/**
 * Functions of floats that are cheap enough to be called for every number of a network, in training
 * and in use alike.
 */
public final class Activations {
  private Activations() {}

  /**
   * e^x, relative error under 2e-5 for x in [-20, 20]; smaller x are taken as -80. It is the 256th
   * power of e^(x/256), whose exponent is so small that five terms of its series do: additions and
   * products alone, which the compiler turns into vector instructions.
   *
   * @param x at most 80
   */
  public static float exp(float x) {
    float y = Math.max(x, -80f) * (1f / 256);
    float e = 1 + y * (1 + y * (0.5f + y * (1f / 6 + y * (1f / 24))));
    e *= e;
    e *= e;
    e *= e;
    e *= e;
    e *= e;
    e *= e;
    e *= e;
    e *= e;
    return e;
  }

  /** {@code 1 / (1 + e^-x)}. */
  public static float sigmoid(float x) {
    return 1 / (1 + exp(Math.min(-x, 80f)));
  }

  /** {@code (e^2x - 1) / (e^2x + 1)}. */
  public static float tanh(float x) {
    return 2 * sigmoid(2 * x) - 1;
  }
}
