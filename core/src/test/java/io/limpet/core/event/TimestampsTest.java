package io.limpet.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @CsvSource({
    "1769860800, 1769860800000",
    "1769860800000, 1769860800000",
    "0, 0",
    "604800, 604800000",
    "-5, -5000",
    "99999999999, 99999999999000",
    "100000000000, 100000000000",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "2026-01-31T12:00:00Z, 1769860800000",
    "2026-01-31T13:00:00.5+01:00, 1769860800500"
  })
  void readsTextsOfFiles(String text, long millis) {
    assertThat(Timestamps.ofFileText(text)).hasValue(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "now", "2026-01-31", "2026-01-31 12:00:00", "1e9", "NaN", "1769860800.5"})
  void refusesOtherTexts(String text) {
    assertThat(Timestamps.ofFileText(text)).isEmpty();
  }

  /** Java's own parser is the slow twin of what reads the usual form. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T12:00:00Z",
        "2026-02-28T23:59:59.9Z",
        "2024-02-29T00:00:00.25Z",
        "2026-02-29T00:00:00Z",
        "2026-12-01T07:08:09.123Z",
        "2026-12-01T07:08:09.123999Z",
        "2026-12-01T07:08:09.999999999Z",
        "2026-12-01T07:08:09.9999999999Z",
        "1969-12-31T23:59:59.5Z",
        "1969-12-28T23:59:59.5Z",
        "0000-03-01T00:00:00Z",
        "0001-01-01T00:00:00.001Z",
        "2026-00-10T00:00:00Z",
        "2026-13-10T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-04-00T00:00:00Z",
        "2026-04-10T24:00:00Z",
        "2026-04-10T23:60:00Z",
        "2026-04-10T23:59:60Z",
        "2026-04-10T23:59:59.Z",
        "2026-04-10T23:59:59,5Z",
        "2026-04-10T23:59:59.5",
        "2026-04-10T23:59Z",
        "2026-04-10t23:59:59z",
        "2026-04-10T23:59:59+00:00",
        "2026-04-10T2x:59:59Z",
        "-026-04-10T23:59:59Z",
        "2026-04-10T23:59:5٣Z"
      })
  void readsWhatJavaReads(String text) {
    assertThat(Timestamps.ofRfc3339(text)).isEqualTo(byJava(text));
  }

  @Test
  void readsTheUsualFormWithoutJavasParser() {
    assertThat(UtcText.millis("2026-12-01T07:08:09.123Z"))
        .isEqualTo(byJava("2026-12-01T07:08:09.123Z").getAsLong());
    assertThat(UtcText.millis("2026-12-01T07:08:09+00:00")).isEqualTo(UtcText.OTHER);
  }

  private static OptionalLong byJava(String text) {
    try {
      return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  @Test
  void refusesTimesBeyondMilliseconds() {
    assertThat(Timestamps.ofRfc3339("+999999999-12-31T23:59:59Z")).isEmpty();
  }
}
