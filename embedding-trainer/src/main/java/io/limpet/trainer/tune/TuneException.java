package io.limpet.trainer.tune;

/** A search that cannot be as it was asked for. The message is one line for the command line. */
public final class TuneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TuneException(String message) {
    super(message);
  }
}
