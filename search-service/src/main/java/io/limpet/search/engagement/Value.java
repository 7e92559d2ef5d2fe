package io.limpet.search.engagement;

import io.limpet.core.engagement.Uniques;
import org.jspecify.annotations.Nullable;

/**
 * A figure, and how exact it is.
 *
 * @param value the figure
 * @param low no less than that, with 95 % together with {@code high}; absent if it is exact
 * @param high no more than that
 */
public record Value(double value, @Nullable Double low, @Nullable Double high) {

  /** One that was counted. */
  static Value exact(double value) {
    return new Value(value, null, null);
  }

  /** How many members a set has. */
  static Value of(Uniques set) {
    return set.isExact()
        ? exact(set.count())
        : new Value(Math.rint(set.count()), Math.floor(set.low()), Math.ceil(set.high()));
  }

  /** One over another, null if that is 0. */
  static @Nullable Value ratio(Value of, Value by) {
    if (by.value() == 0) {
      return null;
    }
    double value = of.value() / by.value();
    boolean isExact = of.low() == null && by.low() == null;
    return isExact
        ? exact(value)
        : new Value(value, of.least() / by.most(), of.most() / by.least());
  }

  private double least() {
    return low == null ? value : low;
  }

  private double most() {
    return high == null ? value : high;
  }
}
