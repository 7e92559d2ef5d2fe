package io.limpet.core.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values in Avro's binary encoding, one behind the other, without a record in between. What each
 * method writes is a value of the schema's type of that name; optional ones are unions of null and
 * the type, in this order. For one thread.
 */
final class AvroBytes {
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  /** The most bytes of a long: seven bits a byte. */
  private static final int LONGEST = 10;

  private byte[] bytes;
  private int size;

  /**
   * @param head what everything begins with
   * @param expected how many bytes there will be, more or less
   */
  AvroBytes(byte[] head, int expected) {
    bytes = new byte[Math.max(expected, head.length)];
    System.arraycopy(head, 0, bytes, 0, head.length);
    size = head.length;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  void putLong(long value) {
    ensure(LONGEST);
    byte[] to = bytes;
    int at = size;
    // Zigzag: small numbers of either sign take few bytes.
    long left = (value << 1) ^ (value >> 63);
    while ((left & ~0x7FL) != 0) {
      to[at++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    to[at++] = (byte) left;
    size = at;
  }

  void putFloat(float value) {
    ensure(Float.BYTES);
    FLOATS.set(bytes, size, value);
    size += Float.BYTES;
  }

  void putDouble(double value) {
    ensure(Double.BYTES);
    DOUBLES.set(bytes, size, value);
    size += Double.BYTES;
  }

  void putString(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    putLong(text.length);
    ensure(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  /** Floats as {@code bytes}: little-endian, four each. */
  void putFloats(float[] values) {
    int length = values.length * Float.BYTES;
    putLong(length);
    ensure(length);
    ByteBuffer.wrap(bytes, size, length).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    size += length;
  }

  void putOptional(@Nullable String value) {
    putLong(value == null ? 0 : 1);
    if (value != null) {
      putString(value);
    }
  }

  void putOptional(@Nullable Integer value) {
    putLong(value == null ? 0 : 1);
    if (value != null) {
      putLong(value);
    }
  }

  void putOptional(@Nullable Double value) {
    putLong(value == null ? 0 : 1);
    if (value != null) {
      putDouble(value);
    }
  }

  /** An array of strings. */
  void putStrings(List<String> values) {
    begin(values.size());
    values.forEach(this::putString);
    end();
  }

  /** A map of strings. */
  void putStrings(Map<String, String> values) {
    begin(values.size());
    values.forEach(
        (name, value) -> {
          putString(name);
          putString(value);
        });
    end();
  }

  /** A map of floats. */
  void putFloats(Map<String, Float> values) {
    begin(values.size());
    values.forEach(
        (name, value) -> {
          putString(name);
          putFloat(value);
        });
    end();
  }

  /** Begins an array or a map of so many elements, which come next. */
  void begin(int elements) {
    if (elements > 0) {
      putLong(elements);
    }
  }

  /** Ends an array or a map after its elements. */
  void end() {
    putLong(0);
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
