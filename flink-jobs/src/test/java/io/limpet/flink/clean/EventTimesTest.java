package io.limpet.flink.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.Event;
import io.limpet.fixtures.SampleEvents;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class EventTimesTest {
  private static final long NOON = SampleEvents.NOON;

  private final Counters counters = new Counters();
  private final EventTimes times =
      new EventTimes(Duration.ofMinutes(1), Duration.ofMinutes(5), counters);

  @Test
  void takesATimeFarAheadForThatOfTheArrival() {
    assertThat(time(NOON + 60_000)).as("clocks differ that much").isEqualTo(NOON + 60_000);
    assertThat(time(NOON + 60_001)).isEqualTo(NOON);
    assertThat(time(NOON + 3_600_000)).isEqualTo(NOON);
    assertThat(counters.of("skewed")).isEqualTo(2);
    assertThat(counters.of("late")).isZero();
  }

  @Test
  void leavesOldEventsAsTheyAreAndCountsThem() {
    assertThat(time(NOON - 300_000)).isEqualTo(NOON - 300_000);
    assertThat(time(NOON - 300_001)).isEqualTo(NOON - 300_001);
    assertThat(time(NOON - 86_400_000)).isEqualTo(NOON - 86_400_000);
    assertThat(counters.of("late")).isEqualTo(2);
    assertThat(counters.of("skewed")).isZero();
  }

  @Test
  void changesNothingButTheTime() {
    Event event = SampleEvents.purchase("e", "ann", NOON + 500_000, "mug", "bag");
    assertThat(times.putRight(event, NOON))
        .isEqualTo(SampleEvents.purchase("e", "ann", NOON, "mug", "bag"));
  }

  private long time(long millis) {
    return times.putRight(SampleEvents.view("e", "ann", "mug", millis), NOON).timestampMillis();
  }

  private static final class Counters extends UnregisteredMetricsGroup {
    private final Map<String, Counter> counters = new HashMap<>();

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(name, n -> new SimpleCounter());
    }

    long of(String name) {
      return Objects.requireNonNull(counters.get(name), name).getCount();
    }
  }
}
