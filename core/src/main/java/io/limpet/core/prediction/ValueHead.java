package io.limpet.core.prediction;

import io.limpet.core.generation.Tensor;

/**
 * What a visitor is worth, from what {@link Buying} expects and the output of the network, which
 * corrects it by half or double at most: so no output, however large, promises a fortune.
 *
 * <pre>
 *   value = level b exp(ln 2 tanh(o / ln 2)),   b bought, or newcomer where that is nothing
 * </pre>
 *
 * @param level by which all values are multiplied, above 0: what came on validation, by what was
 *     expected
 * @param newcomer what those who never bought are worth, in the events' currency, above 0
 */
public record ValueHead(float level, float newcomer) {
  private static final double FARTHEST = Math.log(2);
  private static final double LEAST = 0.01;

  public ValueHead {
    if (!(level > 0) || !(newcomer > 0)) {
      throw new IllegalArgumentException(
          "level is %s and newcomer %s; both have to be above 0".formatted(level, newcomer));
    }
  }

  static ValueHead of(float[] of) {
    return new ValueHead(of[0], of[1]);
  }

  /** As a generation holds it: level, newcomer. */
  public Tensor tensor() {
    return Tensor.of(level, newcomer);
  }

  /**
   * What is expected to be paid.
   *
   * @param bought what {@link Buying} expects, 0 or above
   * @param output of the network
   */
  public double expected(double bought, double output) {
    double begin = isAny(bought) ? bought : newcomer;
    return level * begin * Math.exp(FARTHEST * Math.tanh(output / FARTHEST));
  }

  /** Whether {@link Buying} expects anything: of all who ever bought. */
  public static boolean isAny(double bought) {
    return bought >= LEAST;
  }

  /** Derivative of the logarithm of what is expected, by the output. */
  public static double slope(double output) {
    double tanh = Math.tanh(output / FARTHEST);
    return 1 - tanh * tanh;
  }
}
