package io.limpet.core.setting;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which right name a wrong one was meant to be. */
final class Nearest {
  private Nearest() {}

  /** The name with the fewest slips of the hand to this one; empty when it is nothing like any. */
  static Optional<String> of(String wrong, Collection<String> right) {
    return right.stream()
        .min(
            Comparator.<String>comparingInt(name -> slips(wrong, name))
                .thenComparing(Comparator.naturalOrder()))
        .filter(name -> slips(wrong, name) <= Math.max(2, name.length() / 3));
  }

  /**
   * Letters put in, left out, exchanged, or swapped with their neighbour: the restricted distance
   * of Damerau (1964), by the table of Wagner and Fischer (1974).
   */
  static int slips(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int exchange = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(table[i - 1][j], table[i][j - 1]) + 1;
        least = Math.min(least, table[i - 1][j - 1] + exchange);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, table[i - 2][j - 2] + 1);
        }
        table[i][j] = least;
      }
    }
    return table[a.length()][b.length()];
  }
}
