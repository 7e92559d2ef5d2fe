package io.limpet.core.codec;

/**
 * Turns values into bytes and back. Implementations are thread-safe, and read what they and their
 * earlier releases wrote.
 */
public interface Codec<T> {
  /** The bytes of a value. */
  byte[] encode(T value);

  /**
   * The value of bytes that {@link #encode} of this or an earlier release wrote.
   *
   * @throws CodecException when they are anything else
   */
  T decode(byte[] bytes);
}
