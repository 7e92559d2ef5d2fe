package io.limpet.core.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0ms, 0",
    "250ms, 250",
    "10s, 10000",
    "30min, 1800000",
    "1m, 60000",
    "24h, 86400000",
    "7d, 604800000",
    "5 minutes, 300000",
    "90 S, 90000",
  })
  void readsANumberAndAUnit(String text, long millis) {
    assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "soon", "-1s", "1.5h", "1h30min", "s", "999999999999999d"})
  void doesNotGuess(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Test
  void writesTheShortestThatIsReadAsTheSame() {
    for (long millis : new long[] {0, 1, 1500, 60_000, 90_000, 5_400_000, 172_800_000}) {
      Duration duration = Duration.ofMillis(millis);
      assertThat(Durations.parse(Durations.format(duration))).contains(duration);
    }
    assertThat(Durations.format(Duration.ofHours(36))).isEqualTo("36h");
  }
}
