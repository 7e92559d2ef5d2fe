package io.limpet.core.event;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;

/** Reads points in time as shops write them. */
public final class Timestamps {
  /** Numbers below it are seconds: as milliseconds they would lie before 1973. */
  private static final long SECONDS_BELOW = 100_000_000_000L;

  private Timestamps() {}

  /** Epoch milliseconds of an RFC 3339 text, empty if it is none. */
  public static OptionalLong ofRfc3339(String text) {
    long millis = UtcText.millis(text);
    if (millis != UtcText.OTHER) {
      return OptionalLong.of(millis);
    }
    try {
      return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * Epoch milliseconds of a text in a file: RFC 3339, epoch seconds or epoch milliseconds, told
   * apart by their size. Empty if it is none of them.
   */
  public static OptionalLong ofFileText(String text) {
    String trimmed = text.trim();
    if (trimmed.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(trimmed);
      boolean seconds = number > -SECONDS_BELOW && number < SECONDS_BELOW;
      return OptionalLong.of(seconds ? number * 1000 : number);
    } catch (NumberFormatException e) {
      return ofRfc3339(trimmed);
    }
  }
}
