package io.limpet.core.codec;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link AvroBytes} writes. A length beyond the bytes that are left is refused before
 * anything of that length is made: a damaged byte costs a record, not the heap. For one thread.
 */
final class AvroView {
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;

  /**
   * @param at where the first value begins
   */
  AvroView(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Reads an element of an array. */
  @FunctionalInterface
  interface Element<T> {
    T read(AvroView in) throws IOException;
  }

  /** Whether everything was read. */
  boolean isEnd() {
    return at == bytes.length;
  }

  long readLong() throws IOException {
    long read = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes[advance(1)];
      read |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return (read >>> 1) ^ -(read & 1);
      }
    }
    throw new IOException("a number has no end");
  }

  int readInt() throws IOException {
    return Math.toIntExact(readLong());
  }

  float readFloat() throws IOException {
    return (float) FLOATS.get(bytes, advance(Float.BYTES));
  }

  double readDouble() throws IOException {
    return (double) DOUBLES.get(bytes, advance(Double.BYTES));
  }

  String readString() throws IOException {
    int length = bounded(readLong());
    return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
  }

  /** Little-endian floats that stand as {@code bytes}. */
  float[] readFloats() throws IOException {
    int length = bounded(readLong());
    float[] floats = new float[length / Float.BYTES];
    ByteBuffer.wrap(bytes, advance(length), length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(floats);
    return floats;
  }

  @Nullable String readOptionalString() throws IOException {
    return isThere() ? readString() : null;
  }

  @Nullable Integer readOptionalInt() throws IOException {
    return isThere() ? readInt() : null;
  }

  @Nullable Double readOptionalDouble() throws IOException {
    return isThere() ? readDouble() : null;
  }

  private boolean isThere() throws IOException {
    long branch = readLong();
    if (branch != 0 && branch != 1) {
      throw new IOException("branch " + branch + " of a union of two");
    }
    return branch == 1;
  }

  /** An array, which may be in several blocks. */
  <T> List<T> readList(Element<T> element) throws IOException {
    int block = readBlock();
    List<T> list = new ArrayList<>(block);
    for (; block > 0; block = readBlock()) {
      for (int i = 0; i < block; i++) {
        list.add(element.read(this));
      }
    }
    return list;
  }

  /** A map, which may be in several blocks. */
  <T> Map<String, T> readMap(Element<T> element) throws IOException {
    int block = readBlock();
    Map<String, T> map = HashMap.newHashMap(block);
    for (; block > 0; block = readBlock()) {
      for (int i = 0; i < block; i++) {
        map.put(readString(), element.read(this));
      }
    }
    return map;
  }

  /**
   * Elements of the next block. Of one that says its size in bytes, too, the number is negative.
   */
  private int readBlock() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLong();
    }
    // Every element takes a byte or more, so there cannot be more elements than bytes.
    return bounded(Math.abs(count));
  }

  private int bounded(long length) throws IOException {
    if (length < 0 || length > bytes.length - at) {
      throw new IOException(
          "a length of " + length + " with " + (bytes.length - at) + " bytes left");
    }
    return (int) length;
  }

  /** Where the next so many bytes begin. */
  private int advance(int length) throws IOException {
    int begin = at;
    bounded(length);
    at += length;
    return begin;
  }
}
