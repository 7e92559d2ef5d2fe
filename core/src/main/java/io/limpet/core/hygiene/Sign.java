package io.limpet.core.hygiene;

import io.limpet.core.event.RejectReason;

/** What a bot is known by. The order is written into state: new ones go to the end. */
public enum Sign {
  /** Nothing; a person as far as anybody knows. */
  NONE(RejectReason.BOT_RATE),
  /** It says so. */
  DECLARED(RejectReason.BOT_DECLARED),
  /** It looks at more things in a minute or an hour than anybody can. */
  RATE(RejectReason.BOT_RATE),
  /** It looks at them as a clock ticks. */
  REGULAR(RejectReason.BOT_REGULAR),
  /** It looks at very many, at each once, and wants none. */
  BREADTH(RejectReason.BOT_BREADTH);

  private final RejectReason reason;

  Sign(RejectReason reason) {
    this.reason = reason;
  }

  /** The reason that its events are kept apart for. */
  public RejectReason reason() {
    return reason;
  }
}
