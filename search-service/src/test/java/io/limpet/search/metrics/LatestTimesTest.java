package io.limpet.search.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.search.metrics.LatestTimes.Latency;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatestTimesTest {
  private final AtomicLong now = new AtomicLong();
  private final LatestTimes times = new LatestTimes(now::get);

  @Test
  void tellsWhatIsUsual() {
    assertThat(times.latency()).isNull();
    for (int millis = 1; millis <= 100; millis++) {
      times.note(TimeUnit.MILLISECONDS.toNanos(millis));
    }
    assertThat(times.latency()).isEqualTo(new Latency(51, 96, 100));
  }

  @Test
  void forgetsWhatIsOlderThanFiveMinutes() {
    times.note(TimeUnit.SECONDS.toNanos(80));
    now.addAndGet(TimeUnit.MINUTES.toNanos(4));
    times.note(TimeUnit.MILLISECONDS.toNanos(7));
    now.addAndGet(TimeUnit.MINUTES.toNanos(2));
    assertThat(times.latency()).isEqualTo(new Latency(7, 7, 7));
    now.addAndGet(TimeUnit.MINUTES.toNanos(4));
    assertThat(times.latency()).isNull();
    assertThat(times.count()).isEqualTo(2);
  }

  @Test
  void keepsTheLatestTwoThousand() {
    for (int i = 0; i < 5_000; i++) {
      times.note(TimeUnit.MILLISECONDS.toNanos(i < 2_500 ? 1_000 : 1));
    }
    assertThat(times.latency()).isEqualTo(new Latency(1, 1, 1));
  }
}
