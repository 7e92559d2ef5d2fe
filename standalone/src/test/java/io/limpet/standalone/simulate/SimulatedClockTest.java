package io.limpet.standalone.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SimulatedClockTest {
  private static final long BEGIN = 1_700_000_000_000L;
  private static final long DAY = Duration.ofDays(1).toMillis();

  @Test
  void isSetForwardAndNeverBack() {
    var clock = new SimulatedClock(BEGIN, 1e-6);
    clock.reach(BEGIN + DAY);
    assertThat(clock.millis()).isEqualTo(BEGIN + DAY);
    clock.reach(BEGIN);
    assertThat(clock.millis()).isEqualTo(BEGIN + DAY);
    assertThat(clock.instant().toEpochMilli()).isEqualTo(BEGIN + DAY);
  }

  @Test
  void passesAsManyTimesAsFastAsItIsTold() {
    var clock = new SimulatedClock(BEGIN, 86_400);
    Awaitility.await().until(() -> clock.millis() >= BEGIN + DAY / 100);
    long before = System.nanoTime();
    long simulated = clock.millis();
    Awaitility.await().until(() -> clock.millis() - simulated >= DAY / 20);
    // A twentieth of a day takes 50 ms of a second; the machine may take longer, not shorter.
    assertThat(System.nanoTime() - before).isGreaterThan(Duration.ofMillis(49).toNanos());
  }

  @Test
  void visitorsOfADayComeInItsMorningAndWhatTheyDoIsOfThen() throws Exception {
    var clock = SimulatedClock.thinking(BEGIN, Duration.ofMillis(10));
    Pace pace = Pace.clocked(clock, BEGIN, Duration.ZERO);
    pace.awaitVisit(3, 0.9);
    long first = pace.millis(3, 77_760);
    pace.awaitVisit(3, 0.1);
    assertThat(first).isGreaterThanOrEqualTo(BEGIN + 3 * DAY + Pace.MORNING_MILLIS);
    assertThat(pace.millis(3, 8_640)).isGreaterThanOrEqualTo(first);
    pace.awaitVisit(4, 0);
    assertThat(clock.millis()).isGreaterThanOrEqualTo(BEGIN + 4 * DAY + Pace.MORNING_MILLIS);
  }

  @Test
  void refusesASpeedThatIsNone() {
    assertThatThrownBy(() -> new SimulatedClock(BEGIN, 0)).hasMessageContaining("speed is 0.0");
  }
}
