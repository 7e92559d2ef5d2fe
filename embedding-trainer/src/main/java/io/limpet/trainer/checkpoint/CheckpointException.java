package io.limpet.trainer.checkpoint;

/** A training cannot go on from what is there. The message is one line for the command line. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CheckpointException(String message) {
    super(message);
  }

  CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
