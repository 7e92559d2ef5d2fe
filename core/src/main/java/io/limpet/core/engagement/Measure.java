package io.limpet.core.engagement;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is counted exactly, by the day. Sums of days are the figures of longer times. */
public enum Measure {
  /** Visitors whose first day this is. */
  NEW,
  /** Visitors who came before, last no more than {@link Lifecycle#AWAY_DAYS} days ago. */
  RETURNING,
  /** Visitors who came before, last more than so many days ago. */
  RESURRECTED,
  /** Visitors whose last day was so many days ago and who came on none since, this one included. */
  CHURNED,
  /** Sessions that began. */
  SESSIONS,
  /** Those of them with one event. */
  SINGLE_EVENT_SESSIONS,
  /** From their first event to their last, milliseconds, in all. */
  SESSION_MILLIS,
  /** Their events. */
  SESSION_EVENTS,
  /** Sessions that began and whose visitor had one before. */
  REVISITS,
  /** From the end of the one before to their beginning, milliseconds, in all; never below 0. */
  REVISIT_MILLIS,
  /** Events that came too late to be put into a session. */
  UNPLACED_EVENTS,
  /** Purchases. */
  ORDERS,
  /** Purchases of who had bought before. */
  REPEAT_ORDERS,
  /** From the purchase before to them, milliseconds, in all. */
  REPEAT_MILLIS;

  /** The measure of this label. */
  public static Optional<Measure> ofLabel(String label) {
    return Stream.of(values()).filter(measure -> measure.label().equals(label)).findFirst();
  }

  /** The name in records. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
