package io.limpet.lake;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.feature.FeatureReplay;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Features as they were: the events of a lake, let happen in the order of their time, with stops to
 * look around. A day of events is in memory at a time, beside what the replay keeps. For one
 * thread.
 */
public final class FeatureHistory {
  private final Lake lake;

  public FeatureHistory(Lake lake) {
    this.lake = lake;
  }

  /** Looks at a moment of the past. */
  @FunctionalInterface
  public interface Look {
    /**
     * Everything from before the moment has happened and nothing since: ask for behaviours and
     * features as of it.
     */
    void at(long millis, FeatureReplay replay);
  }

  /**
   * Replays the whole lake.
   *
   * @param replay that has seen nothing; has seen everything afterwards
   * @param moments epoch milliseconds, in any order
   * @param look called for each moment, in the order of time
   * @throws UncheckedIOException when a file cannot be read or is damaged; its message names it
   */
  public void replay(FeatureReplay replay, Collection<Long> moments, Look look) {
    Deque<Long> due = new ArrayDeque<>(moments.stream().sorted().distinct().toList());
    lake.forEachEventByTime(
        clean -> {
          lookUntil(clean, due, replay, look);
          replay.take(clean);
        });
    due.forEach(moment -> look.at(moment, replay));
  }

  private static void lookUntil(CleanEvent next, Deque<Long> due, FeatureReplay replay, Look look) {
    while (!due.isEmpty() && due.getFirst() <= next.event().timestampMillis()) {
      look.at(due.removeFirst(), replay);
    }
  }
}
