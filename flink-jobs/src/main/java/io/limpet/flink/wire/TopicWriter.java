package io.limpet.flink.wire;

import io.limpet.core.codec.Codec;
import io.limpet.core.topic.Topic;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes values of a topic in its encoding. */
final class TopicWriter<T> implements KafkaRecordSerializationSchema<Keyed<T>> {
  private static final long serialVersionUID = 1;

  private final String topic;
  private transient Codec<T> codec;

  @SuppressWarnings("NullAway.Init") // Flink calls open before anything is written
  TopicWriter(Topic<T> topic) {
    this.topic = topic.name();
  }

  @Override
  @SuppressWarnings("unchecked") // the name came from a Topic<T>
  public void open(
      SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
    codec = (Codec<T>) TopicSerializer.named(topic).codec();
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Keyed<T> keyed, KafkaSinkContext context, @Nullable Long timestamp) {
    T value = keyed.value();
    return new ProducerRecord<>(topic, keyed.key(), value == null ? null : codec.encode(value));
  }
}
