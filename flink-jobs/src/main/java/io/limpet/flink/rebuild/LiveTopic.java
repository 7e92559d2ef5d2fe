package io.limpet.flink.rebuild;

import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.TopicRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The compacted topics of a running Kafka, as a rebuild reads and mends them. */
public final class LiveTopic implements AutoCloseable {
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failed = new AtomicReference<>();

  /** Opens a topic to be mended. */
  public LiveTopic(String bootstrapServers, Topic<?> topic) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("acks", "all");
    settings.put("linger.ms", 20);
    settings.put("key.serializer", ByteArraySerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);
    this.topic = topic.name();
    this.producer = new KafkaProducer<>(settings);
  }

  /**
   * Says the rebuilt value of a key. What was said before is taken back first: readers pass over a
   * value whose version is lower than one they know.
   */
  public void mend(String key, byte @Nullable [] value) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    send(new ProducerRecord<>(topic, bytes, null));
    if (value != null) {
      send(new ProducerRecord<>(topic, bytes, value));
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    var unused = producer.send(record, (sent, failure) -> failed.compareAndSet(null, failure));
  }

  /**
   * Ends when Kafka has everything.
   *
   * @throws IllegalStateException when it has not
   */
  @Override
  public void close() {
    producer.close();
    Exception failure = failed.get();
    if (failure != null) {
      throw new IllegalStateException("writing to " + topic + ": " + failure, failure);
    }
  }

  /** Copies the last values of a topic into a folder, as {@link Rebuild#compare} takes them. */
  public static void copy(String bootstrapServers, Topic<?> topic, Path folder) {
    try (var values = new LastValues(folder, 0)) {
      TopicEnds.forEach(
          bootstrapServers,
          record -> {
            try {
              if (record.key() != null) {
                values.put(new String(record.key(), StandardCharsets.UTF_8), record.value());
              }
            } catch (IOException e) {
              throw new UncheckedIOException("writing to " + folder, e);
            }
          },
          topic);
      values.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to " + folder, e);
    }
  }

  /** What {@code limpet.models} and {@code limpet.item-vectors} say now. */
  public static List<TopicRecord> known(String bootstrapServers) {
    Map<String, TopicRecord> last = new LinkedHashMap<>();
    TopicEnds.forEach(
        bootstrapServers,
        record -> {
          if (record.key() != null) {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            last.remove(record.topic() + " " + key);
            if (record.value() != null) {
              last.put(
                  record.topic() + " " + key, new TopicRecord(record.topic(), key, record.value()));
            }
          }
        },
        Topics.MODELS,
        Topics.ITEM_VECTORS);
    return List.copyOf(last.values());
  }

  /** Where jobs go on with clean events once they have taken in the lake as it is after this. */
  public static KafkaPosition behindLake(String bootstrapServers) {
    return TopicEnds.behindLake(bootstrapServers, "limpet-archive", Topics.EVENTS_CLEAN);
  }
}
