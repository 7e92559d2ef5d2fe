package io.limpet.standalone.erasure;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What erasing asks of Kafka. For one thread. */
final class Log implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final byte[] NOBODY = new byte[0];

  private final String bootstrapServers;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  Log(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                "limpet-eraser",
                "acks",
                "all",
                "max.request.size",
                4 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("Kafka did not do what erasing needs: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while erasing", e);
    }
  }

  List<TopicPartition> partitions(Topic<?> topic) {
    var known = await(admin.describeTopics(List.of(topic.name())).allTopicNames());
    return Objects.requireNonNull(known.get(topic.name()), topic.name()).partitions().stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
        .toList();
  }

  /** Up to where the consumer group of a job has read, as its last checkpoint knows. */
  Map<TopicPartition, Long> readBy(String job) {
    Map<TopicPartition, Long> read = new HashMap<>();
    await(admin.listConsumerGroupOffsets("limpet-" + job).partitionsToOffsetAndMetadata())
        .forEach(
            (partition, at) -> {
              if (at != null) {
                read.put(partition, at.offset());
              }
            });
    return read;
  }

  /** Where each partition ends. */
  Map<TopicPartition, Long> ends(Topic<?> topic) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions(topic).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    await(admin.listOffsets(latest).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /** Writes records whose futures are to be awaited; null deletes the key. */
  RecordMetadata write(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    return await(producer.send(new ProducerRecord<>(topic, key, value)));
  }

  /**
   * Has Kafka begin a new file of every partition, as it does not by itself where nothing is
   * written: by a record that says nothing.
   *
   * @return where the new files begin
   */
  Map<TopicPartition, Long> roll(Topic<?> topic) {
    Map<TopicPartition, Long> begins = new HashMap<>();
    for (TopicPartition partition : partitions(topic)) {
      var record =
          new ProducerRecord<byte[], byte[]>(
              partition.topic(), (Integer) partition.partition(), NOBODY, null);
      record.headers().add(Erasure.FILLER, NOBODY);
      begins.put(partition, await(producer.send(record)).offset());
    }
    return begins;
  }

  /** What is set of a topic itself. */
  Map<String, String> settings(Topic<?> topic) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    Map<String, String> settings = new HashMap<>();
    var known = await(admin.describeConfigs(List.of(resource)).all());
    for (ConfigEntry entry : Objects.requireNonNull(known.get(resource), topic.name()).entries()) {
      if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
        settings.put(entry.name(), entry.value());
      }
    }
    return settings;
  }

  /** Sets what has a value and takes back what has none. */
  void set(Topic<?> topic, Map<String, @Nullable String> settings) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    Collection<AlterConfigOp> changes =
        settings.entrySet().stream()
            .map(
                one ->
                    new AlterConfigOp(
                        new ConfigEntry(one.getKey(), one.getValue()),
                        one.getValue() == null
                            ? AlterConfigOp.OpType.DELETE
                            : AlterConfigOp.OpType.SET))
            .toList();
    await(admin.incrementalAlterConfigs(Map.of(resource, changes)).all());
  }

  /** Deletes what comes before these offsets; what was deleted before stays so. */
  void cut(Map<TopicPartition, Long> before) {
    Map<TopicPartition, RecordsToDelete> cuts = new HashMap<>();
    before.forEach((partition, at) -> cuts.put(partition, RecordsToDelete.beforeOffset(at)));
    await(admin.deleteRecords(cuts).all());
  }

  /** Takes a record. */
  @FunctionalInterface
  interface Visit {
    void take(ConsumerRecord<byte[], byte[]> record);
  }

  /** Hands over all that a topic holds up to these offsets. */
  void read(Map<TopicPartition, Long> ends, Visit visit) {
    try (var consumer = consumer()) {
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        consumer.assign(List.of(end.getKey()));
        consumer.seekToBeginning(List.of(end.getKey()));
        Instant deadline = Instant.now().plus(PATIENCE);
        while (consumer.position(end.getKey(), PATIENCE) < end.getValue()) {
          var records = consumer.poll(POLL);
          for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() < end.getValue()) {
              visit.take(record);
            }
          }
          if (!records.isEmpty()) {
            deadline = Instant.now().plus(PATIENCE);
          } else if (Instant.now().isAfter(deadline)) {
            throw new KafkaException("nothing more is to be read of " + end.getKey());
          }
        }
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "client.id",
            "limpet-eraser-reader",
            "enable.auto.commit",
            false,
            "auto.offset.reset",
            "earliest",
            "fetch.max.wait.ms",
            50,
            "max.poll.records",
            2_000),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    admin.close(Duration.ofSeconds(5));
  }
}
