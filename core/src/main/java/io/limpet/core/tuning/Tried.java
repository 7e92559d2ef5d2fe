package io.limpet.core.tuning;

import java.util.List;

/**
 * A configuration that was tried.
 *
 * @param point the place of each knob, 0 to 1
 * @param value logarithm of the metric against what was in use when the tuning began
 * @param variance of it
 */
public record Tried(List<Double> point, double value, double variance) {
  public Tried {
    point = List.copyOf(point);
  }
}
