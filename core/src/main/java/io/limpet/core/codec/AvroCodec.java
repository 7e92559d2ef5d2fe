package io.limpet.core.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * Avro's single-object encoding: two marker bytes, the fingerprint of the writer's schema, the
 * value. A reader that has the writer's schema resolves it to its own, so yesterday's bytes are
 * read tomorrow as long as every schema that was ever released stays listed.
 */
abstract class AvroCodec<T> implements Codec<T> {
  /** The bytes C3 01, little-endian. */
  static final short MARKER = 0x01C3;

  static final int HEADER_BYTES = Short.BYTES + Long.BYTES;

  private final String name;
  private final Schema schema;
  private final BinaryMessageEncoder<GenericRecord> encoder;
  private final Map<Long, DatumReader<GenericRecord>> readers = new HashMap<>();

  /**
   * @param current resource of the schema that is written, beside this class
   * @param older resources of the schemas that earlier releases wrote
   */
  AvroCodec(String current, String... older) {
    this.name = current;
    this.schema = load(current);
    GenericData data = new GenericData();
    this.encoder = new BinaryMessageEncoder<>(data, schema);
    addReader(schema, data);
    for (String resource : older) {
      addReader(load(resource), data);
    }
  }

  private void addReader(Schema writer, GenericData data) {
    readers.put(
        SchemaNormalization.parsingFingerprint64(writer),
        new GenericDatumReader<>(writer, schema, data));
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
      var in = new BoundedDecoder(bytes, HEADER_BYTES);
      T value = fromRecord(reader(bytes).read(null, in));
      if (!in.isEnd()) {
        throw new IOException("there are bytes behind the value");
      }
      return value;
    } catch (IOException | RuntimeException e) {
      // Avro meets damaged bytes with many kinds of exceptions: bounds, unions, negative sizes.
      throw new CodecException(
          "these " + bytes.length + " bytes are no " + name + " that this release can read", e);
    }
  }

  private DatumReader<GenericRecord> reader(byte[] bytes) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(bytes, 0, HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    DatumReader<GenericRecord> reader =
        header.getShort(0) == MARKER ? readers.get(header.getLong(Short.BYTES)) : null;
    if (reader == null) {
      throw new IOException("written by a schema that is not known");
    }
    return reader;
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

  /** Floats as little-endian half floats (IEEE 754 binary16): half of the bytes, eleven bits. */
  static ByteBuffer halves(float[] floats) {
    ByteBuffer buffer =
        ByteBuffer.allocate(floats.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float of : floats) {
      buffer.putShort(Float.floatToFloat16(of));
    }
    return buffer.flip();
  }

  static float[] floatsOfHalves(Object bytes) {
    ByteBuffer buffer = ((ByteBuffer) bytes).duplicate().order(ByteOrder.LITTLE_ENDIAN);
    float[] floats = new float[buffer.remaining() / Short.BYTES];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.float16ToFloat(buffer.getShort());
    }
    return floats;
  }

  /** Doubles as little-endian bytes. */
  static ByteBuffer bytes(double[] doubles) {
    ByteBuffer buffer =
        ByteBuffer.allocate(doubles.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asDoubleBuffer().put(doubles);
    return buffer;
  }

  static double[] doubles(Object bytes) {
    DoubleBuffer buffer =
        ((ByteBuffer) bytes).duplicate().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    double[] doubles = new double[buffer.remaining()];
    buffer.get(doubles);
    return doubles;
  }

  static float[] floats(Object bytes) {
    FloatBuffer buffer =
        ((ByteBuffer) bytes).duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] floats = new float[buffer.remaining()];
    buffer.get(floats);
    return floats;
  }
}
