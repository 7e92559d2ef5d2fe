package io.limpet.standalone.simulate;

import java.util.SplittableRandom;

/**
 * Chance that can be thrown again: each seed and purpose has its own stream, so that what happens
 * to one shopper does not depend on the order in which others come.
 */
final class Dice {
  private final SplittableRandom random;

  private Dice(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The stream of a purpose. */
  static Dice of(long seed, long... purpose) {
    long mixed = mix(seed);
    for (long part : purpose) {
      mixed = mix(mixed ^ part);
    }
    return new Dice(mixed);
  }

  /** A draw from the standard normal distribution that is the same for the same key. */
  static double gaussian(long seed, long key) {
    return of(seed, key).gaussian();
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  double uniform() {
    return random.nextDouble();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  double gaussian() {
    return random.nextGaussian();
  }

  boolean happens(double probability) {
    return random.nextDouble() < probability;
  }

  /** Days until something happens that happens each day with this probability; at least 1. */
  long daysUntil(double daily) {
    return (long) Math.ceil(Math.log1p(-random.nextDouble()) / Math.log1p(-daily));
  }
}
