package io.limpet.core.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeGapTest {
  @ParameterizedTest
  @CsvSource({
    "-5000, 1",
    "0, 1",
    "999, 1",
    "1000, 2",
    "3999, 2",
    "4000, 3",
    "15999, 3",
    "16000, 4",
    "3600000, 7",
    "86400000, 10",
    "9223372036854775807, 15"
  })
  void isFourTimesAsLongCodeByCode(long millis, int code) {
    assertThat(TimeGap.code(millis)).isEqualTo(code);
  }

  @Test
  void neverIsThatOfAFirstEvent() {
    for (long millis = 1; millis > 0; millis *= 2) {
      assertThat(TimeGap.code(millis)).isBetween(1, TimeGap.CODES - 1);
    }
  }
}
