package io.limpet.core.codec;

/** Bytes that are not what they should be. */
public final class CodecException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CodecException(String message) {
    super(message);
  }

  public CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
