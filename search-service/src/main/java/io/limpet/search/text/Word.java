package io.limpet.search.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A word as it stands between spaces: {@code speaker}, {@code wh-1000xm4}, {@code 16gb}.
 *
 * @param parts its runs of letters and its numbers, in lower case without accents: {@code wh, 1000,
 *     xm, 4}; at least one
 * @param joined the parts in one piece, {@code wh1000xm4}; null where there is one part, or where
 *     they are words of a script without spaces
 */
record Word(List<String> parts, @Nullable String joined) {
  Word {
    parts = List.copyOf(parts);
  }

  /** What it is compared with others by. */
  String surface() {
    return joined != null ? joined : String.join(" ", parts);
  }

  boolean isNumber() {
    return parts.size() == 1 && Character.isDigit(parts.getFirst().charAt(0));
  }
}
