package io.limpet.flink.wire;

import java.io.Serializable;
import java.time.Duration;

/**
 * When state that nothing happens to is deleted. Each key has one timer; it is not moved with every
 * event, but set again when it fires and finds that something has happened since.
 *
 * @param millis of processing time since the latest event
 */
public record Lifetime(long millis) implements Serializable {
  private static final int TICKS = 100;

  public Lifetime(Duration lifetime) {
    this(lifetime.toMillis());
  }

  /** When state touched at {@code touchedMillis} is due: past its lifetime, at a whole tick. */
  public long due(long touchedMillis) {
    long tick = Math.max(1, millis / TICKS);
    return Math.ceilDiv(touchedMillis + millis, tick) * tick;
  }
}
