package io.limpet.flink.clean;

import io.limpet.core.event.CleanEvent;

/**
 * The session that a visitor is in, and when what is kept of the visitor is looked through again.
 * Public, so that Flink can keep it as a record with fields.
 *
 * @param id made of the origin of its first event, so that it is the same when events are read
 *     again
 * @param startMillis time of the earliest event in it, epoch milliseconds
 * @param lastMillis time of the latest
 * @param timerMillis processing time of the one timer of the visitor, 0 when none is set
 */
public record Session(String id, long startMillis, long lastMillis, long timerMillis) {

  /** The session that an event begins. */
  static Session begunBy(CleanEvent event, long timerMillis) {
    long at = event.event().timestampMillis();
    return new Session(idOf(event), at, at, timerMillis);
  }

  /** The id of a session that an event begins. */
  static String idOf(CleanEvent event) {
    return "s" + event.originPartition() + "-" + event.originOffset();
  }

  /** Whether an event of this time lies before the session, too far to belong to it. */
  boolean isAfter(long millis, long gapMillis) {
    return millis < startMillis - gapMillis;
  }

  /** Whether an event of this time is too far behind the session to belong to it. */
  boolean isBefore(long millis, long gapMillis) {
    return millis > lastMillis + gapMillis;
  }

  /** The session widened to an event of this time. */
  Session with(long millis) {
    return new Session(
        id, Math.min(startMillis, millis), Math.max(lastMillis, millis), timerMillis);
  }

  /** The same with another timer. */
  Session withTimer(long millis) {
    return new Session(id, startMillis, lastMillis, millis);
  }
}
