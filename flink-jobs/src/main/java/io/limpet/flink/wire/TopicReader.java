package io.limpet.flink.wire;

import io.limpet.core.codec.Codec;
import io.limpet.core.codec.CodecException;
import io.limpet.core.topic.Topic;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the values of a topic of ours. A record that cannot be read is counted and passed over. */
final class TopicReader<T> implements KafkaRecordDeserializationSchema<T> {
  private static final long serialVersionUID = 1;

  private final String topic;
  private final TypeInformation<T> type;
  private transient Codec<T> codec;
  private transient Unreadable unreadable;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything is read
  TopicReader(Topic<T> topic, TypeInformation<T> type) {
    this.topic = topic.name();
    this.type = type;
  }

  @Override
  @SuppressWarnings("unchecked") // the name came from a Topic<T>
  public void open(DeserializationSchema.InitializationContext context) {
    codec = (Codec<T>) TopicSerializer.named(topic).codec();
    unreadable = new Unreadable(context.getMetricGroup());
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
    byte[] value = record.value();
    if (value == null) {
      return;
    }
    T read;
    try {
      read = codec.decode(value);
    } catch (CodecException e) {
      unreadable.note(record.topic() + "-" + record.partition() + "@" + record.offset(), e);
      return;
    }
    out.collect(read);
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return type;
  }
}
