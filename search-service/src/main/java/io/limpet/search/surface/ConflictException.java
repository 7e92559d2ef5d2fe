package io.limpet.search.surface;

/** What is asked for is sound, and cannot be done as things stand; says what stands in the way. */
public class ConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConflictException(String message) {
    super(message, null, false, false);
  }
}
