package io.limpet.search.surface;

/** Whoever asks knows an older version than the one in use. */
public final class StaleException extends ConflictException {
  private static final long serialVersionUID = 1;

  StaleException(String message) {
    super(message);
  }
}
