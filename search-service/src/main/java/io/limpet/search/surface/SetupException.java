package io.limpet.search.surface;

/**
 * A document that does not set up what it should; says where, what stands there and what should.
 */
public final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String field;

  public SetupException(String field, String message) {
    super(message, null, false, false);
    this.field = field;
  }

  /** The field at fault, {@code home.sources.new.quota} for one; empty for the whole document. */
  public String field() {
    return field;
  }
}
