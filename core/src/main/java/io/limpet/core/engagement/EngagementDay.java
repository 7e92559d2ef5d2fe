package io.limpet.core.engagement;

import java.time.LocalDate;

/**
 * The figures of a segment on one day: what {@code limpet.metrics} carries.
 *
 * @param segment which events
 * @param day epoch day, in the zone
 * @param zone where the shop's days are counted, {@code Europe/London} for one
 * @param metrics the figures, never changed after they were handed over
 * @param version rises with every record of the key, also after a job was restored: the highest
 *     holds
 */
public record EngagementDay(
    Segment segment, long day, String zone, DayMetrics metrics, long version) {

  /** The key of the record: the segment's, and the day, {@code person/all//2026-01-31} for one. */
  public String key() {
    return segment.key() + "/" + LocalDate.ofEpochDay(day);
  }
}
