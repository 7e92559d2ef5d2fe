package io.limpet.trainer.tune;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Where the values of one setting are looked for.
 *
 * @param name of the setting
 * @param choices the values, each as likely as any other; none where there are bounds
 * @param low the least value, where there are no choices
 * @param high the greatest
 * @param log whether factors count, not differences: .001 to .002 as likely as .002 to .004
 */
public record Range(String name, List<String> choices, double low, double high, boolean log) {
  private static final MathContext DIGITS = new MathContext(3);

  public Range {
    choices = List.copyOf(choices);
    boolean isBounded = Double.isFinite(low) && Double.isFinite(high) && low < high;
    if (choices.isEmpty() && !isBounded) {
      throw new TuneException(
          "%s is from %s to %s; give low below high".formatted(name, low, high));
    }
    if (choices.isEmpty() && log && low <= 0) {
      throw new TuneException(
          "%s begins at %s and is logarithmic; give a low above 0".formatted(name, low));
    }
  }

  /** One of these. */
  public static Range of(String name, List<String> choices) {
    if (choices.isEmpty()) {
      throw new TuneException(name + " has no values; give some");
    }
    return new Range(name, choices, 0, 0, false);
  }

  /** A number from low to high. */
  public static Range between(String name, double low, double high, boolean log) {
    return new Range(name, List.of(), low, high, log);
  }

  /**
   * The value so far along, with three digits where there are bounds.
   *
   * @param share in [0, 1)
   */
  String at(double share) {
    if (!choices.isEmpty()) {
      return choices.get((int) (share * choices.size()));
    }
    double value =
        log
            ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)))
            : low + share * (high - low);
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  @Override
  public String toString() {
    return choices.isEmpty()
        ? "%s to %s%s".formatted(low, high, log ? " (log)" : "")
        : "" + choices;
  }
}
