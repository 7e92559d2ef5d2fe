package io.limpet.core.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * Avro's single-object encoding: two marker bytes, the fingerprint of the writer's schema, the
 * value. A reader that has the writer's schema resolves it to its own, so yesterday's bytes are
 * read tomorrow as long as every schema that was ever released stays listed.
 */
abstract class AvroCodec<T> implements Codec<T> {
  private final String name;
  private final Schema schema;
  private final BinaryMessageEncoder<GenericRecord> encoder;
  private final BinaryMessageDecoder<GenericRecord> decoder;

  /**
   * @param current resource of the schema that is written, beside this class
   * @param older resources of the schemas that earlier releases wrote
   */
  AvroCodec(String current, String... older) {
    this.name = current;
    this.schema = load(current);
    GenericData data = new GenericData();
    // Readers get String, not Utf8.
    this.encoder = new BinaryMessageEncoder<>(data, schema);
    this.decoder = new BinaryMessageDecoder<>(data, schema);
    for (String resource : older) {
      decoder.addSchema(load(resource));
    }
  }

  abstract GenericRecord toRecord(T value);

  abstract T fromRecord(GenericRecord record);

  @Override
  public final byte[] encode(T value) {
    try {
      ByteBuffer buffer = encoder.encode(toRecord(value));
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  @Override
  public final T decode(byte[] bytes) {
    try {
      return fromRecord(decoder.decode(bytes));
    } catch (IOException | AvroRuntimeException | IllegalArgumentException | ClassCastException e) {
      throw new CodecException(
          "these " + bytes.length + " bytes are no " + name + " that this release can read", e);
    }
  }

  final GenericRecord newRecord() {
    return new GenericData.Record(schema);
  }

  final Schema field(String field) {
    return schema.getField(field).schema();
  }

  static Schema load(String resource) {
    try (InputStream in = AvroCodec.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(Objects.requireNonNull(in, () -> "no resource " + resource));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + resource, e);
    }
  }

  /** Floats as little-endian bytes: a tenth of the time of an Avro array. */
  static ByteBuffer bytes(float[] floats) {
    ByteBuffer buffer =
        ByteBuffer.allocate(floats.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(floats);
    return buffer;
  }

  static float[] floats(Object bytes) {
    FloatBuffer buffer =
        ((ByteBuffer) bytes).duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] floats = new float[buffer.remaining()];
    buffer.get(floats);
    return floats;
  }
}
