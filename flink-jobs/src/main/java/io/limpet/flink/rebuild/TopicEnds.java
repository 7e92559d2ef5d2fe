package io.limpet.flink.rebuild;

import io.limpet.core.topic.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics up to where they end now. */
final class TopicEnds {
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Longer than any checkpoint of the archive takes until its files are seen. */
  private static final long MARGIN_MILLIS = Duration.ofMinutes(10).toMillis();

  private TopicEnds() {}

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, String group) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("group.id", group);
    settings.put("enable.auto.commit", false);
    settings.put("key.deserializer", ByteArrayDeserializer.class);
    settings.put("value.deserializer", ByteArrayDeserializer.class);
    return new KafkaConsumer<>(settings);
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, Topic<?>... topics) {
    return Arrays.stream(topics)
        .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  /** Hands over every record from the beginning; those of one partition in their order. */
  static void forEach(
      String bootstrapServers,
      Consumer<ConsumerRecord<byte[], byte[]>> action,
      Topic<?>... topics) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers, "limpet-rebuild")) {
      List<TopicPartition> all = partitions(consumer, topics);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      while (all.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(POLL).forEach(action);
      }
    }
  }

  /**
   * Where a job that has taken in the whole lake is to go on in {@code topic}: where the archive is
   * at the least. That is ten minutes before what it has read, because the files of its last
   * checkpoint may not be seen yet; what is in the lake, too, is known by its origin.
   *
   * @param group consumer group of the archive
   */
  static KafkaPosition behindLake(String bootstrapServers, String group, Topic<?> topic) {
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers, group)) {
      List<TopicPartition> all = partitions(consumer, topic);
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(all);
      Map<TopicPartition, OffsetAndMetadata> read = consumer.committed(Set.copyOf(all));
      consumer.assign(all);
      for (TopicPartition partition : all) {
        OffsetAndMetadata committed = read.get(partition);
        long beginning = beginnings.getOrDefault(partition, 0L);
        offsets.put(
            partition.partition(),
            committed == null || committed.offset() <= beginning
                ? beginning
                : before(consumer, partition, committed.offset(), beginning));
      }
    }
    return new KafkaPosition(topic.name(), offsets);
  }

  private static long before(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end, long beginning) {
    consumer.pause(consumer.assignment());
    consumer.resume(List.of(partition));
    consumer.seek(partition, end - 1);
    List<ConsumerRecord<byte[], byte[]>> last = List.of();
    while (last.isEmpty() && consumer.position(partition) < end) {
      last = consumer.poll(POLL).records(partition);
    }
    if (last.isEmpty()) {
      return beginning;
    }
    long since = last.getFirst().timestamp() - MARGIN_MILLIS;
    var found = consumer.offsetsForTimes(Map.of(partition, since)).get(partition);
    return found == null ? beginning : Math.min(found.offset(), end);
  }
}
