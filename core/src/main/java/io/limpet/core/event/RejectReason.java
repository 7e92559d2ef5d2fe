package io.limpet.core.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why an event or item was refused, or why an event is kept apart from all that learns; the
 * lower-case name is the label of metrics and answers.
 */
public enum RejectReason {
  MALFORMED_JSON,
  UNKNOWN_EVENT,
  MISSING_FIELD,
  BAD_ID,
  WRONG_TYPE,
  TIMESTAMP_OUT_OF_RANGE,
  NUMBER_OUT_OF_RANGE,
  TOO_LONG,
  TOO_MANY,
  BOT_DECLARED,
  BOT_RATE,
  BOT_REGULAR,
  BOT_BREADTH,
  IMPOSSIBLE_PURCHASE;

  /** The reason of this label, in any case of letters. */
  public static Optional<RejectReason> ofLabel(String label) {
    return Arrays.stream(values()).filter(r -> r.name().equalsIgnoreCase(label)).findFirst();
  }

  /** The reason as it is written in answers, topics and metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether the event is one as it should be and is only not to be counted: an operator may let it
   * pass.
   */
  public boolean isQuarantine() {
    return compareTo(BOT_DECLARED) >= 0;
  }
}
