package io.limpet.core.encoder;

/**
 * The time between two events as one of a few codes, each four times as long as the one before: 0
 * for a first event, 1 for under a second, then 1 to 3 seconds, 4 to 15 and so on up to half a year
 * and more.
 */
public final class TimeGap {
  /** How many codes there are, 0 included. */
  public static final int CODES = 16;

  private TimeGap() {}

  /** The code of this many milliseconds; a negative gap, of a clock set back, counts as none. */
  public static int code(long millis) {
    long seconds = Math.max(0, millis) / 1_000;
    int bits = 64 - Long.numberOfLeadingZeros(seconds);
    return Math.min(CODES - 1, 1 + (bits + 1) / 2);
  }
}
