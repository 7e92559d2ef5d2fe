package io.limpet.flink.wire;

import io.limpet.core.topic.Pace;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Has a Kafka source read at {@link Pace#GATHERED}: it rests after each poll that brought little.
 * {@code fetch.min.bytes} and {@code fetch.max.wait.ms} gather as well, but ask in vain five times
 * a second as long as nothing comes. An interceptor is the only place between two polls of a {@code
 * KafkaSource}; it runs in the thread that fetches, which the task does not wait for.
 */
public final class GatheringPolls implements ConsumerInterceptor<byte[], byte[]> {
  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    try {
      Thread.sleep(Pace.GATHERED.pauseMillis(records.count()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
