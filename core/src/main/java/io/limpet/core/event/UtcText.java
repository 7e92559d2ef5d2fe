package io.limpet.core.event;

import java.time.LocalDate;

/**
 * The form in which nearly all events tell the time, {@code 2026-01-31T12:00:00Z} with or without a
 * fraction of a second, read without java.time's parser: that took a quarter of the reading of an
 * event. Every other form is left to it.
 */
final class UtcText {
  /** What {@link #millis} answers of texts that it does not know. */
  static final long OTHER = Long.MIN_VALUE;

  private static final int FRACTION = "2026-01-31T12:00:00".length();
  private static final int NANO_DIGITS = 9;
  private static final long DAY_MILLIS = 86_400_000;

  private UtcText() {}

  /** Epoch milliseconds, the fraction cut off after the third digit; {@link #OTHER} for others. */
  static long millis(String text) {
    int end = text.length() - 1;
    if (end < FRACTION
        || end > FRACTION + 1 + NANO_DIGITS
        || text.charAt(end) != 'Z'
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return OTHER;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int fraction = fraction(text, end);
    // Days that not every month has are the parser's business.
    boolean known =
        year >= 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= 28
            && hour >= 0
            && hour <= 23
            && minute >= 0
            && minute <= 59
            && second >= 0
            && second <= 59
            && fraction >= 0;
    return known
        ? LocalDate.of(year, month, day).toEpochDay() * DAY_MILLIS
            + ((hour * 60 + minute) * 60L + second) * 1_000
            + fraction
        : OTHER;
  }

  /** Milliseconds of what is between the seconds and the Z; negative when it is no fraction. */
  private static int fraction(String text, int end) {
    if (end == FRACTION) {
      return 0;
    }
    int digits = end - FRACTION - 1;
    if (text.charAt(FRACTION) != '.' || digits == 0 || digits(text, FRACTION + 1, end) < 0) {
      return -1;
    }
    int millis = digits(text, FRACTION + 1, FRACTION + 1 + Math.min(3, digits));
    return digits == 1 ? millis * 100 : digits == 2 ? millis * 10 : millis;
  }

  /** The number that these characters are; negative when one of them is no digit. */
  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
