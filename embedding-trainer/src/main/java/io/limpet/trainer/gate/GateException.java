package io.limpet.trainer.gate;

/** A generation that is not good enough. The message is one line for the command line. */
public final class GateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public GateException(String message) {
    super(message);
  }
}
