package io.limpet.search.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** The last two thousand or so times of something, to tell what is usual. Thread-safe. */
public final class LatestTimes {
  private static final int WINDOW = 2_048;

  private final AtomicLong count = new AtomicLong();
  private final AtomicLongArray latest = new AtomicLongArray(WINDOW);

  /**
   * Times, milliseconds; zeros before the first.
   *
   * @param p50 half of them were quicker
   * @param p95 95 of 100 were quicker
   * @param p99 99 of 100 were quicker
   */
  public record Latency(double p50, double p95, double p99) {}

  /** Notes one. */
  public void note(long nanos) {
    latest.set((int) (count.getAndIncrement() % WINDOW), nanos);
  }

  /** How many there were since the start. */
  public long count() {
    return count.get();
  }

  /** What is usual of the latest. */
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
