package io.limpet.search.ingest;

import io.limpet.core.event.Replay;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values into topics and tells when Kafka has them. Thread-safe; what one thread writes
 * under one key arrives in that order.
 *
 * <p>A future fails when Kafka did not acknowledge in time. The record may have arrived all the
 * same, so whoever sends again uses the same event id.
 */
public final class KafkaWriter implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;

  public KafkaWriter(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Acknowledged by all in-sync replicas, in order and without duplicates of its own retries; sent
   * at once (linger 0), since a shopper waits for the effect.
   *
   * @param patience after so long without an acknowledgement a write has failed
   */
  public static KafkaWriter prompt(String bootstrapServers, Duration patience) {
    int millis = (int) patience.toMillis();
    return new KafkaWriter(
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "limpet-search-writer",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                millis,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.max(1, millis / 2),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                millis,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
  }

  /**
   * For what nobody waits for: gathered for a moment, acknowledged by the leader, never blocking.
   */
  public static KafkaWriter relaxed(String bootstrapServers) {
    return new KafkaWriter(
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "limpet-search-log",
                ProducerConfig.ACKS_CONFIG,
                "1",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                false,
                ProducerConfig.LINGER_MS_CONFIG,
                100,
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                4L << 20,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                1_000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                2_000),
            new ByteArraySerializer(),
            new ByteArraySerializer()));
  }

  /** Writes a value, or with null deletes what is kept of the key. */
  public <T> CompletableFuture<RecordMetadata> write(
      Topic<T> topic, String key, @Nullable T value) {
    return write(topic.name(), key, value == null ? null : topic.codec().encode(value));
  }

  /** Writes a rejected event into {@code limpet.events} again. */
  public CompletableFuture<RecordMetadata> writeAgain(
      byte @Nullable [] key, byte[] value, Replay replay) {
    var record = new ProducerRecord<>(Topics.EVENTS.name(), key, value);
    record.headers().add(Replay.HEADER, replay.bytes());
    return write(record);
  }

  private CompletableFuture<RecordMetadata> write(
      String topic, String key, byte @Nullable [] value) {
    return write(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }

  private CompletableFuture<RecordMetadata> write(ProducerRecord<byte[], byte[]> record) {
    var done = new CompletableFuture<RecordMetadata>();
    try {
      var unused =
          producer.send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  done.complete(metadata);
                } else {
                  done.completeExceptionally(failure);
                }
              });
    } catch (KafkaException | IllegalStateException e) {
      done.completeExceptionally(e);
    }
    return done;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
