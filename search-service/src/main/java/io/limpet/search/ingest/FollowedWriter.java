package io.limpet.search.ingest;

import io.limpet.core.topic.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Writes values into a topic that this service reads, and waits until it has read them back: who is
 * told that something is done finds it done here. Thread-safe.
 */
public final class FollowedWriter<T> {
  /** Kafka has it by then; if this service is slow to read it, the caller need not wait. */
  private static final int FOLLOW_SECONDS = 10;

  private final KafkaWriter writer;
  private final Topic<T> topic;
  private final Following following;

  /**
   * @param following the topic's reader, by its {@code reached}
   */
  public FollowedWriter(KafkaWriter writer, Topic<T> topic, Following following) {
    this.writer = writer;
    this.topic = topic;
    this.following = following;
  }

  /** Tells when a record has been read back. */
  @FunctionalInterface
  public interface Following {
    /** Completes once the record that went there has been taken in. */
    CompletableFuture<Void> reached(RecordMetadata written);
  }

  /**
   * Writes a value, or with null deletes what is kept of the key; what it gives completes once that
   * was read back, or Kafka has had it for ten seconds, and fails when Kafka does not acknowledge.
   */
  public CompletableFuture<@Nullable Void> begin(String key, @Nullable T value) {
    return writer
        .write(topic, key, value)
        .thenCompose(
            written ->
                following
                    .reached(written)
                    .completeOnTimeout(null, FOLLOW_SECONDS, TimeUnit.SECONDS));
  }

  /**
   * Writes, and waits for it.
   *
   * @throws CompletionException when Kafka does not acknowledge
   */
  public void write(String key, T value) {
    begin(key, value).join();
  }
}
