package io.limpet.flink.wire;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.Limits;
import io.limpet.core.event.Replay;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes records as they are; what they say is for the next step to judge. */
final class RawEventReader implements KafkaRecordDeserializationSchema<RawEvent> {
  private static final long serialVersionUID = 1;
  private static final long EARLIEST = Limits.EARLIEST.toEpochMilli();

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawEvent> out) {
    byte[] value = record.value();
    if (value == null && record.headers().lastHeader(Erasure.FILLER) != null) {
      return; // It only had Kafka begin a new file.
    }
    // A producer may have stamped the record with nothing or with seconds.
    long received =
        record.timestamp() >= EARLIEST ? record.timestamp() : System.currentTimeMillis();
    out.collect(
        new RawEvent(
            record.key(),
            value == null ? new byte[0] : value,
            record.partition(),
            record.offset(),
            received,
            replay(record)));
  }

  private static String replay(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Replay.HEADER);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.US_ASCII);
  }

  @Override
  public TypeInformation<RawEvent> getProducedType() {
    return WireTypes.RAW_EVENT;
  }
}
