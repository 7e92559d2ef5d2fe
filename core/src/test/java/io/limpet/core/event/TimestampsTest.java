package io.limpet.core.event;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void refusesTimesBeyondMilliseconds() {
    assertThat(Timestamps.ofRfc3339("+999999999-12-31T23:59:59Z")).isEmpty();
  }
}
