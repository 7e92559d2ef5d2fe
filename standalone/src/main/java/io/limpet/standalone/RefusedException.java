package io.limpet.standalone;

/**
 * Something the caller gave cannot be used: a port that is taken, a folder that cannot be written,
 * a bad row. The message is one line that names it and says what to do. Exit code 2.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RefusedException(String message) {
    super(message);
  }

  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
