package io.limpet.search.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Times answers, from the request that was read to the answer that was made. Thread-safe. */
public final class AnswerMetrics {
  private static final int WINDOW = 2_048;

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
  private final AtomicLong count = new AtomicLong();
  private final AtomicLongArray latest = new AtomicLongArray(WINDOW);

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
    latest.set((int) (count.getAndIncrement() % WINDOW), nanos);
  }

  /** How many there were since the start. */
  public long count() {
    return count.get();
  }

  /**
   * Times of the last answers, milliseconds; zeros before the first.
   *
   * @param p50 half of them were quicker
   * @param p95 95 of 100 were quicker
   * @param p99 99 of 100 were quicker
   */
  public record Latency(double p50, double p95, double p99) {}

  /** The times of the last two thousand or so. */
  public Latency latency() {
    int filled = (int) Math.min(WINDOW, count.get());
    long[] sorted = new long[filled];
    for (int i = 0; i < filled; i++) {
      sorted[i] = latest.get(i);
    }
    Arrays.sort(sorted);
    return new Latency(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99));
  }

  private static double at(long[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    int place = Math.min(sorted.length - 1, (int) (share * sorted.length));
    return Math.round(sorted[place] / 1e4) / 100.0;
  }
}
