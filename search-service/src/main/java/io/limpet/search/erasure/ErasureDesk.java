package io.limpet.search.erasure;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.topic.Topics;
import io.limpet.search.ingest.KafkaWriter;
import io.limpet.search.state.TopicReader;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Takes requests to be forgotten. Thread-safe, one at a time. */
public final class ErasureDesk {
  private static final int FOLLOW_SECONDS = 10;

  private final ErasureStore store;
  private final KafkaWriter writer;
  private final TopicReader<Erasure> reader;
  private final LongSupplier clock;

  public ErasureDesk(
      ErasureStore store, KafkaWriter writer, TopicReader<Erasure> reader, LongSupplier clock) {
    this.store = store;
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Asks for a visitor to be forgotten, and returns once Kafka has it. While that is asked for
   * already, the erasure is the same.
   *
   * @param visitor user id, or {@code anonymous:} and the id of a device
   * @throws CompletionException when Kafka does not acknowledge
   */
  public synchronized Erasure request(String visitor) {
    Erasure under = store.underWay(visitor);
    if (under != null) {
      return under;
    }
    String receipt = UUID.randomUUID().toString();
    Erasure asked = Erasure.request(receipt, visitor, clock.getAsLong(), store.salt());
    writer
        .write(Topics.ERASURES, receipt, asked)
        .thenCompose(reader::reached)
        .completeOnTimeout(null, FOLLOW_SECONDS, TimeUnit.SECONDS)
        .join();
    return asked;
  }
}
