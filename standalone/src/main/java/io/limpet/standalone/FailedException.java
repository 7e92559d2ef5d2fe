package io.limpet.standalone;

/** Something went wrong that the caller did not cause; the message is one line. Exit code 1. */
public final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public FailedException(String message) {
    super(message);
  }

  public FailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
