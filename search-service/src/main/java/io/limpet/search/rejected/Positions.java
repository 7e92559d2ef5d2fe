package io.limpet.search.rejected;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where to go on reading, as the text of a cursor: {@code partition-offset}, dots between.
 *
 * @param offsets by partition
 */
public record Positions(Map<Integer, Long> offsets) {
  private static final Pattern ONE = Pattern.compile("(\\d{1,9})-(\\d{1,18})");

  public Positions {
    offsets = Map.copyOf(offsets);
  }

  /**
   * Reads a cursor.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Positions parse(String cursor) {
    Map<Integer, Long> offsets = new TreeMap<>();
    for (String part : cursor.split("\\.", -1)) {
      Matcher matcher = ONE.matcher(part);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("\"" + part + "\" is no place to go on at");
      }
      offsets.put(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }
    return new Positions(offsets);
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    new TreeMap<>(offsets)
        .forEach(
            (partition, offset) ->
                text.append(text.isEmpty() ? "" : ".")
                    .append(partition)
                    .append('-')
                    .append(offset));
    return text.toString();
  }
}
