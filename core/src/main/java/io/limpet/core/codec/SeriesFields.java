package io.limpet.core.codec;

import io.limpet.core.feature.Counts;
import io.limpet.core.feature.Named;
import io.limpet.core.feature.Series;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/** The sums of features in the records that hold some. */
final class SeriesFields {
  private SeriesFields() {}

  static void put(GenericRecord record, String field, Series series) {
    record.put(field, ByteBuffer.wrap(series.bytes()));
  }

  static Series series(GenericRecord record, String field) {
    return series((ByteBuffer) record.get(field));
  }

  private static Series series(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return Series.of(bytes);
  }

  static void put(GenericRecord record, Counts counts) {
    put(record, "hours", counts.hours());
    put(record, "days", counts.days());
    put(record, "ever", counts.ever());
  }

  static Counts counts(GenericRecord record) {
    return new Counts(series(record, "hours"), series(record, "days"), series(record, "ever"));
  }

  static void put(GenericRecord record, String field, Named named) {
    Map<String, ByteBuffer> bytes = HashMap.newHashMap(named.sums().size());
    named.sums().forEach((name, series) -> bytes.put(name, ByteBuffer.wrap(series.bytes())));
    record.put(field, bytes);
  }

  @SuppressWarnings("unchecked") // the schema says what the map holds
  static Named named(GenericRecord record, String field) {
    Map<String, ByteBuffer> bytes = (Map<String, ByteBuffer>) record.get(field);
    Map<String, Series> sums = HashMap.newHashMap(bytes.size());
    bytes.forEach((name, of) -> sums.put(name, series(of)));
    return new Named(sums);
  }
}
