package io.limpet.flink.wire;

import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the records of several compacted topics as they are; those without a key say nothing. */
final class TopicRecordReader implements KafkaRecordDeserializationSchema<TopicRecord> {
  private static final long serialVersionUID = 1;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<TopicRecord> out) {
    if (record.key() != null) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      out.collect(new TopicRecord(record.topic(), key, record.value()));
    }
  }

  @Override
  public TypeInformation<TopicRecord> getProducedType() {
    return WireTypes.TOPIC_RECORD;
  }
}
