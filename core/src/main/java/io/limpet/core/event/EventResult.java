package io.limpet.core.event;

/** What became of one event in an input: read, or refused. */
public sealed interface EventResult {
  /** A valid event. */
  record Accepted(Event event) implements EventResult {}

  /** An event that was refused. */
  record Rejected(Rejection rejection) implements EventResult {}
}
