package io.limpet.core.experiment;

/** What cannot be an experiment; the message names the field, the value and the mend. */
public final class Refusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String field;

  public Refusal(String field, String message) {
    super(message);
    this.field = field;
  }

  /** The field at fault. */
  public String field() {
    return field;
  }
}
