package io.limpet.core.event;

/** Why an event or item was refused; the lower-case name is the label of metrics and answers. */
public enum RejectReason {
  MALFORMED_JSON,
  UNKNOWN_EVENT,
  MISSING_FIELD,
  BAD_ID,
  WRONG_TYPE,
  TIMESTAMP_OUT_OF_RANGE,
  NUMBER_OUT_OF_RANGE,
  TOO_LONG,
  TOO_MANY;

  /** The reason as it is written in answers, topics and metrics. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
