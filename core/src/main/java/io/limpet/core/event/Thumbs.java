package io.limpet.core.event;

/**
 * What a thumb says to whoever learns from acts: up is a {@code rate} (an interest, weight 1), down
 * a {@code not_interested}, so that the item is not shown again where surfaces hide what is
 * disliked. The lake and the surveys keep the thumb as it was given.
 */
public final class Thumbs {
  private Thumbs() {}

  /** The event as an act on its items; the same event when it is no thumb. */
  public static CleanEvent asAct(CleanEvent clean) {
    Event event = clean.event();
    Double value = event.value();
    if (event.type() != EventType.SURVEY
        || value == null
        || SurveyKind.of(event).orElse(null) != SurveyKind.THUMBS) {
      return clean;
    }
    EventType act = value > 0 ? EventType.RATE : EventType.NOT_INTERESTED;
    return new CleanEvent(
        new Event(
            event.eventId(),
            act,
            event.userId(),
            event.anonymousId(),
            event.sessionId(),
            event.timestampMillis(),
            event.items(),
            value,
            event.currency(),
            event.query(),
            event.recommendationId(),
            event.properties()),
        clean.sessionId(),
        clean.receivedMillis(),
        clean.originPartition(),
        clean.originOffset());
  }
}
