package io.limpet.search.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Times answers, from the request that was read to the answer that was made. Thread-safe. */
public final class AnswerMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500)
  };

  private final MeterRegistry registry;
  private final LatestTimes latest = new LatestTimes();

  public AnswerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Notes an answer that was begun at {@code began} by {@link System#nanoTime}. */
  public void answered(String kind, long began) {
    long nanos = System.nanoTime() - began;
    Timer.builder("limpet_answer")
        .description("Time of an answer")
        .tag("kind", kind)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
    latest.note(nanos);
  }

  /** How many there were since the start. */
  public long count() {
    return latest.count();
  }

  /** The times of the last answers, null when there was none within five minutes. */
  public LatestTimes.@Nullable Latency latency() {
    return latest.latency();
  }
}
