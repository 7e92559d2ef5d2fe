package io.limpet.flink.wire;

import java.time.Duration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts records that cannot be read, as {@code unreadable}, and logs at most one a minute. For one
 * thread.
 */
public final class Unreadable {
  private static final Logger LOG = LoggerFactory.getLogger(Unreadable.class);
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final Counter counter;
  private long loggedNanos = System.nanoTime() - QUIET_NANOS;

  public Unreadable(MetricGroup metrics) {
    this.counter = metrics.counter("unreadable");
  }

  /**
   * Notes one.
   *
   * @param where topic, partition and offset or key
   */
  public void note(String where, Exception why) {
    counter.inc();
    long now = System.nanoTime();
    if (now - loggedNanos >= QUIET_NANOS) {
      loggedNanos = now;
      LOG.warn("passed over {} ({} so far): {}", where, counter.getCount(), why.getMessage());
    }
  }
}
