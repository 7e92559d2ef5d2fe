package io.limpet.core.erasure;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps out what erased visitors did before they were erased, however late or often it is sent: by
 * the marks of all erasures and the times at which they were asked for. It grows by a mark an
 * erased id, about 150 bytes, for ever. For one thread.
 */
public final class Fence {
  /** The erasures of one salt; there are several only when services made one up at once. */
  private record Salted(Mark mark, Map<String, Long> millis) {}

  private final Map<String, Salted> salts = new HashMap<>();
  private long latestMillis = Long.MIN_VALUE;

  /** Takes in an erasure, in whatever state. */
  public void add(Erasure erasure) {
    Salted salted =
        salts.computeIfAbsent(erasure.salt(), salt -> new Salted(new Mark(salt), new HashMap<>()));
    for (String mark : erasure.marks()) {
      salted.millis().merge(mark, erasure.atMillis(), Math::max);
    }
    latestMillis = Math.max(latestMillis, erasure.atMillis());
  }

  /** Whether nobody was ever erased. */
  public boolean isOpen() {
    return salts.isEmpty();
  }

  /**
   * Whether this comes from before the visitor was erased.
   *
   * @param millis when it was done or received, whichever is earlier, epoch milliseconds
   */
  public boolean keepsOut(String visitor, long millis) {
    if (millis > latestMillis) {
      return false; // Nearly everything is: no mark has to be worked out.
    }
    for (Salted salted : salts.values()) {
      Long erased = salted.millis().get(salted.mark().of(visitor));
      if (erased != null && millis <= erased) {
        return true;
      }
    }
    return false;
  }
}
