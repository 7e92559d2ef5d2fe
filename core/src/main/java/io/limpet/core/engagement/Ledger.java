package io.limpet.core.engagement;

import java.util.Map;
import java.util.TreeMap;

/** What an event changes in the figures of which days. Mutable. */
public final class Ledger {
  private final TreeMap<Long, DayMetrics> days = new TreeMap<>();

  /** The changes of a day, epoch day, to add to. */
  public DayMetrics on(long day) {
    return days.computeIfAbsent(day, none -> new DayMetrics());
  }

  /** The changes by day. */
  public Map<Long, DayMetrics> days() {
    return days;
  }
}
