package io.limpet.core.tuning;

import io.limpet.core.experiment.Refusal;

/**
 * A number of a surface that may be tuned, and how far.
 *
 * @param path where it stands in the surface's document, as a JSON pointer (RFC 6901): {@code
 *     /ranker/purchase} or {@code /sources/trending/quota}
 * @param low the least that is tried
 * @param high the most
 * @param whole whether only whole numbers are
 */
public record Knob(String path, double low, double high, boolean whole) {
  public Knob {
    if (!path.startsWith("/")) {
      throw new Refusal(
          "knobs", "path \"%s\" is none; give one like /ranker/purchase".formatted(path));
    }
    if (!(low < high && high - low < Double.POSITIVE_INFINITY)) {
      throw new Refusal(
          "knobs",
          "low of \"%s\" is %s and high %s; give a low below the high".formatted(path, low, high));
    }
  }

  /** The value at a place between low, 0, and high, 1. */
  public double value(double place) {
    double value = low + place * (high - low);
    return Math.clamp(whole ? Math.rint(value) : Math.rint(value * 1e6) / 1e6, low, high);
  }

  /** The place of a value; what is beyond an end is at that end. */
  public double place(double value) {
    return Math.clamp((value - low) / (high - low), 0, 1);
  }
}
