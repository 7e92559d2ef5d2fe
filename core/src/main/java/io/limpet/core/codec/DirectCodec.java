package io.limpet.core.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.avro.SchemaNormalization;

/**
 * Avro's single-object encoding as {@link AvroCodec} has it, for what every event passes through
 * several times: fields are written and read one after the other, in the order of the schema, with
 * no record in between. A second schema of such a topic is a second way to read.
 */
abstract class DirectCodec<T> implements Codec<T> {
  private static final int MOST_EXPECTED = 1 << 16;
  private static final int FORGETTING = 32;

  private final String name;
  private final byte[] head;

  /** About as long as values have been lately. Threads may lose each other's word on it. */
  private int expected = 256;

  /**
   * @param schema resource of the schema, beside this class
   */
  DirectCodec(String schema) {
    this.name = schema;
    this.head =
        ByteBuffer.allocate(AvroCodec.HEADER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort(AvroCodec.MARKER)
            .putLong(SchemaNormalization.parsingFingerprint64(AvroCodec.load(schema)))
            .array();
  }

  abstract void write(T value, AvroBytes out);

  abstract T read(AvroView in) throws IOException;

  @Override
  public final byte[] encode(T value) {
    var out = new AvroBytes(head, expected);
    write(value, out);
    byte[] bytes = out.toArray();
    // One that is long must not make all later ones ask for as much: room is cleared first.
    expected =
        bytes.length > expected
            ? Math.min(bytes.length, MOST_EXPECTED)
            : expected - (expected - bytes.length) / FORGETTING;
    return bytes;
  }

  @Override
  public final T decode(byte[] bytes) {
    try {
      if (bytes.length < head.length
          || !Arrays.equals(bytes, 0, head.length, head, 0, head.length)) {
        throw new IOException("written by a schema that is not known");
      }
      var in = new AvroView(bytes, head.length);
      T value = read(in);
      if (!in.isEnd()) {
        throw new IOException("there are bytes behind the value");
      }
      return value;
    } catch (IOException | RuntimeException e) {
      // Damaged bytes are met with many kinds of exceptions: bounds, codes, what values refuse.
      throw new CodecException(
          "these " + bytes.length + " bytes are no " + name + " that this release can read", e);
    }
  }
}
