package io.limpet.system.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How what is needed grows with the size of what is given. */
final class Growth {
  private static final Pattern SIZE = Pattern.compile("(\\d+)([km]?)");

  private Growth() {}

  /**
   * Something to be trained on.
   *
   * @param interactions rows of the file
   * @param items lines of the catalogue
   */
  record Size(int interactions, int items) {

    /**
     * From {@code 300k:20k}, interactions before items.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static Size parse(String text) {
      String[] parts = text.strip().split(":", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException(
            "\"" + text + "\" is no size; give INTERACTIONS:ITEMS, 300k:20k for one");
      }
      return new Size(number(parts[0], text), number(parts[1], text));
    }

    private static int number(String part, String text) {
      Matcher matcher = SIZE.matcher(part.toLowerCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "\"%s\" in \"%s\" is no number; give 300000, 300k or 3m".formatted(part, text));
      }
      int unit =
          matcher.group(2).equals("m") ? 1_000_000 : matcher.group(2).equals("k") ? 1_000 : 1;
      return Math.multiplyExact(Integer.parseInt(matcher.group(1)), unit);
    }
  }

  /**
   * A size with what was measured at it.
   *
   * @param of seconds or megabytes
   */
  record Point(Size size, double of) {}

  /**
   * The exponent e of {@code of = c size^e} between a point and the nearest before it that has
   * either as many items and fewer interactions, or as many interactions and fewer items: 0 does
   * not grow, 1 is linear, 2 quadratic. None when there is no such point.
   */
  static OptionalDouble exponent(List<Point> before, Point now) {
    Optional<Point> base =
        new ArrayList<>(before)
            .reversed().stream().filter(point -> isSmaller(point.size, now.size)).findFirst();
    return base.map(
            point ->
                OptionalDouble.of(
                    Math.log(now.of / point.of)
                        / Math.log(product(now.size) / product(point.size))))
        .orElse(OptionalDouble.empty());
  }

  private static boolean isSmaller(Size one, Size other) {
    return (one.items == other.items && one.interactions < other.interactions)
        || (one.interactions == other.interactions && one.items < other.items);
  }

  private static double product(Size size) {
    return (double) size.interactions * size.items;
  }
}
