package io.limpet.flink.experiments;

import java.util.Arrays;

/** The sessions of a unit that were counted last, so that each is counted once. */
final class Sessions {
  /** Kept: a visitor has few at once. */
  static final int KEPT = 8;

  private Sessions() {}

  static boolean holds(long[] sessions, long session) {
    for (long one : sessions) {
      if (one == session) {
        return true;
      }
    }
    return false;
  }

  static long[] with(long[] sessions, long session) {
    int drop = sessions.length < KEPT ? 0 : 1;
    long[] next = Arrays.copyOfRange(sessions, drop, sessions.length + 1);
    next[next.length - 1] = session;
    return next;
  }
}
