package io.limpet.core.generation;

/** A generation that cannot be used: missing, damaged, or of a kind this release does not know. */
public final class GenerationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public GenerationException(String message) {
    super(message);
  }

  public GenerationException(String message, Throwable cause) {
    super(message, cause);
  }
}
