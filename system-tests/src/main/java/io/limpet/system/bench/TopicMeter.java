package io.limpet.system.bench;

import io.limpet.core.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What arrives in a topic from now on. Looks only at the ends of its partitions while a measurement
 * runs, and reads the records afterwards: Kafka's own time of arrival says when they came. Used by
 * one thread.
 */
final class TopicMeter<T> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Topic<T> topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Map<TopicPartition, Long> from;

  TopicMeter(String bootstrapServers, Topic<T> topic) {
    this.topic = topic;
    var properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    from = consumer.endOffsets(partitions);
  }

  /** How many records came. */
  long count() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return partitions.stream().mapToLong(p -> at(ends, p) - at(from, p)).sum();
  }

  private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return offsets.getOrDefault(partition, 0L);
  }

  /**
   * Waits until at least so many came and then none for two seconds; says so on standard error when
   * patience ends before.
   */
  void awaitAtLeast(long count, Duration patience) {
    Instant deadline = Instant.now().plus(patience);
    long last = -1;
    Instant changed = Instant.now();
    while (Instant.now().isBefore(deadline)) {
      long now = count();
      if (now != last) {
        last = now;
        changed = Instant.now();
      } else if (now >= count && changed.plus(QUIET).isBefore(Instant.now())) {
        return;
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    System.err.printf(
        "%s: after %s the wait ended with %,d records, at least %,d were awaited%n",
        topic.name(), patience, last, count);
  }

  /**
   * Reads everything that came.
   *
   * @return when the last record came, epoch milliseconds by Kafka's clock; 0 if none did
   */
  long read(Consumer<T> each) {
    return readTimed((value, millis) -> each.accept(value));
  }

  /** The same, each with when it came. */
  long readTimed(ObjLongConsumer<T> each) {
    begin();
    return readOn(each);
  }

  private void begin() {
    consumer.assign(partitions);
    partitions.forEach(partition -> consumer.seek(partition, at(from, partition)));
  }

  /**
   * Reads what came since it was called last, as far as it is at hand. A compacted topic keeps no
   * record for long that another has followed: who wants them all reads them as they come.
   */
  void follow(ObjLongConsumer<T> each) {
    if (consumer.assignment().isEmpty()) {
      begin();
    }
    poll(Duration.ZERO, each);
  }

  /** Reads the rest of what came so far, of a topic that was {@linkplain #follow followed}. */
  long readOn(ObjLongConsumer<T> each) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long last = 0;
    while (partitions.stream().anyMatch(p -> consumer.position(p) < at(ends, p))) {
      last = Math.max(last, poll(POLL, each));
    }
    return last;
  }

  private long poll(Duration patience, ObjLongConsumer<T> each) {
    long last = 0;
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      last = Math.max(last, record.timestamp());
      byte @Nullable [] value = record.value();
      if (value != null) {
        each.accept(topic.codec().decode(value), record.timestamp());
      }
    }
    return last;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
