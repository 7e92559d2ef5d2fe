package io.limpet.core.codec;

/** Bytes as they are. */
public final class RawCodec implements Codec<byte[]> {
  @Override
  public byte[] encode(byte[] value) {
    return value;
  }

  @Override
  public byte[] decode(byte[] bytes) {
    return bytes;
  }
}
