package io.limpet.search.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The last two thousand or so times of something, as far as they are of the last five minutes, to
 * tell what is usual now: a long import of an hour ago says nothing of it. Thread-safe.
 */
public final class LatestTimes {
  private static final int WINDOW = 2_048;
  private static final long KEPT_NANOS = Duration.ofMinutes(5).toNanos();

  private final LongSupplier nanoTime;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLongArray latest = new AtomicLongArray(WINDOW);
  private final AtomicLongArray noted = new AtomicLongArray(WINDOW);

  public LatestTimes() {
    this(System::nanoTime);
  }

  LatestTimes(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Times, milliseconds.
   *
   * @param p50 half of them were quicker
   * @param p95 95 of 100 were quicker
   * @param p99 99 of 100 were quicker
   */
  public record Latency(double p50, double p95, double p99) {}

  /** Notes one. */
  public void note(long nanos) {
    int place = (int) (count.getAndIncrement() % WINDOW);
    noted.set(place, nanoTime.getAsLong());
    latest.set(place, nanos);
  }

  /** How many there were since the start. */
  public long count() {
    return count.get();
  }

  /** What is usual of the latest, null when none was within five minutes. */
  public @Nullable Latency latency() {
    long now = nanoTime.getAsLong();
    int filled = (int) Math.min(WINDOW, count.get());
    long[] sorted =
        IntStream.range(0, filled)
            .filter(place -> now - noted.get(place) <= KEPT_NANOS)
            .mapToLong(latest::get)
            .toArray();
    if (sorted.length == 0) {
      return null;
    }
    Arrays.sort(sorted);
    return new Latency(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99));
  }

  private static double at(long[] sorted, double share) {
    int place = Math.min(sorted.length - 1, (int) (share * sorted.length));
    return Math.round(sorted[place] / 1e4) / 100.0;
  }
}
