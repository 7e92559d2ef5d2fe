package io.limpet.flink.wire;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.LongConsumer;
import org.apache.flink.streaming.api.TimerService;

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
    long tick = tick();
    return Math.ceilDiv(touchedMillis + millis, tick) * tick;
  }

  private long tick() {
    return Math.max(1, millis / TICKS);
  }

  /**
   * Deletes the timer of the current key, whenever it was set: it is at one of the next {@value
   * #TICKS} ticks.
   */
  public void deleteTimer(TimerService timers) {
    ticks(timers.currentProcessingTime(), timers::deleteProcessingTimeTimer);
  }

  /** All times at which a timer can be that was set before now. */
  public void ticks(long nowMillis, LongConsumer action) {
    for (long at = due(nowMillis); at > nowMillis - tick(); at -= tick()) {
      action.accept(at);
    }
  }
}
