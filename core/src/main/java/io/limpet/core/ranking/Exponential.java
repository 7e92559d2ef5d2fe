package io.limpet.core.ranking;

/**
 * {@code e^x} in floats, with a relative error below 3e-7, for as many numbers at once as the
 * processor can: nothing here branches or calls, so the compiler makes vector instructions of a
 * loop. {@code x = n ln 2 + r} with a whole n and |r| at most half of ln 2; e^r by its Taylor
 * polynomial of degree six, and 2^n by adding n to the exponent of the float.
 */
final class Exponential {
  /** Beyond these the result would no longer be a normal float. */
  private static final float LEAST = -87;

  private static final float MOST = 88;

  private static final float LOG2_E = 1.44269504f;

  /** ln 2 in two parts: products of the first with a whole number below 2^8 are exact. */
  private static final float LN2_HIGH = 0.693359375f;

  private static final float LN2_LOW = -2.12194440e-4f;

  /** Added to a float, it leaves the nearest whole number in the last bits of the fraction. */
  private static final float ROUND = 12_582_912f;

  private static final int EXPONENT = 23;

  private Exponential() {}

  /**
   * e to each of the numbers, in place; those beyond what a float can say are taken as the last.
   */
  static void of(float[] x) {
    for (int i = 0; i < x.length; i++) {
      float of = Math.min(MOST, Math.max(LEAST, x[i]));
      float shifted = of * LOG2_E + ROUND;
      float n = shifted - ROUND;
      float r = of - n * LN2_HIGH - n * LN2_LOW;
      float e = 1 / 720f * r + 1 / 120f;
      e = e * r + 1 / 24f;
      e = e * r + 1 / 6f;
      e = e * r + 0.5f;
      e = e * r + 1;
      e = e * r + 1;
      x[i] =
          Float.intBitsToFloat(
              Float.floatToRawIntBits(e) + (Float.floatToRawIntBits(shifted) << EXPONENT));
    }
  }
}
