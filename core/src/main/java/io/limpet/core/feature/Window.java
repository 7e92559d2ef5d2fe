package io.limpet.core.feature;

import java.time.Duration;

/**
 * A stretch of time up to now, made of whole buckets: the running one and those before it. So a
 * window of 7 days holds what happened since the beginning, UTC, of the day six days ago: it is
 * exact at the resolution of a day, that of 24 hours at the resolution of an hour.
 */
public enum Window {
  HOURS_24("24h", Duration.ofHours(1), 24),
  DAYS_7("7d", Duration.ofDays(1), 7),
  DAYS_30("30d", Duration.ofDays(1), 30),
  DAYS_90("90d", Duration.ofDays(1), 90),
  /** Since the beginning. */
  EVER("ever", Duration.ofDays(365_000), 1);

  private final String label;
  private final long bucketMillis;
  private final int buckets;

  Window(String label, Duration bucket, int buckets) {
    this.label = label;
    this.bucketMillis = bucket.toMillis();
    this.buckets = buckets;
  }

  /** As at the end of a feature's name: {@code 7d}. */
  public String label() {
    return label;
  }

  /** How many buckets it has. */
  int buckets() {
    return buckets;
  }

  /** The bucket of a time, epoch milliseconds. */
  long bucket(long millis) {
    return Math.floorDiv(millis, bucketMillis);
  }

  /** Epoch milliseconds of the first moment that the window holds, as of a time. */
  public long begin(long atMillis) {
    return (bucket(atMillis) - buckets + 1) * bucketMillis;
  }
}
