package io.limpet.core.forecast;

/** What the methods that smooth have in common. */
final class Smoothing {
  private Smoothing() {}

  static double checked(String name, double weight) {
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException(
          "%s is %s; give a weight above 0 and up to 1".formatted(name, weight));
    }
    return weight;
  }
}
