package io.limpet.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Values on a line of the drawing.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above {@code low}
 * @param from coordinate
 * @param to coordinate; below {@code from} where values grow upwards
 */
record Axis(double low, double high, double from, double to) {
  Axis {
    if (!(low < high)) {
      high = low + Math.max(1e-9, Math.abs(low) * 1e-3);
    }
  }

  /** Where a value is. */
  double at(double value) {
    return from + (to - from) * (value - low) / (high - low);
  }

  /** Round values between both ends, 1, 2 or 5 times a power of ten apart, about so many. */
  List<Double> ticks(int about) {
    double rough = (high - low) / about;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
    List<Double> ticks = new ArrayList<>();
    for (double at = Math.ceil(low / step); at * step <= high + 1e-9 * step; at++) {
      ticks.add(at * step + 0.0);
    }
    return ticks;
  }

  /** A value of this axis as text, with as many decimals as tell its ticks apart. */
  String label(double value) {
    int decimals = (int) Math.clamp(Math.ceil(1 - Math.log10(high - low)), 0, 6);
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
