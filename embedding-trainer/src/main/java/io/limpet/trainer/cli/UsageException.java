package io.limpet.trainer.cli;

/** Options that do not go together. The message is one line for the command line. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
