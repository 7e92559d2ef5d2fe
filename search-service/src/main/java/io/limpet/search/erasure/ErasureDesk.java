package io.limpet.search.erasure;

import io.limpet.core.erasure.Erasure;
import io.limpet.search.ingest.FollowedWriter;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/** Takes requests to be forgotten. Thread-safe, one at a time. */
public final class ErasureDesk {
  private final ErasureStore store;
  private final FollowedWriter<Erasure> topic;
  private final LongSupplier clock;

  public ErasureDesk(ErasureStore store, FollowedWriter<Erasure> topic, LongSupplier clock) {
    this.store = store;
    this.topic = topic;
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
    topic.write(receipt, asked);
    return asked;
  }
}
