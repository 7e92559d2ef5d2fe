package io.limpet.trainer.split;

/** Data that a protocol cannot split. The message is one line for the command line. */
public final class SplitException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SplitException(String message) {
    super(message);
  }
}
