package io.limpet.search.ingest;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventWriter;
import io.limpet.core.topic.Topics;
import io.limpet.search.metrics.IngestMetrics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** Takes events in: reads, completes and writes them to {@code limpet.events}. Thread-safe. */
public final class EventIngest {
  private final KafkaWriter writer;
  private final IngestMetrics metrics;
  private final LongSupplier clock;

  /**
   * @param clock epoch milliseconds
   */
  public EventIngest(KafkaWriter writer, IngestMetrics metrics, LongSupplier clock) {
    this.writer = writer;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Takes in a body; complete once Kafka has acknowledged every event that was accepted, failed
   * when it did not acknowledge all of them. Events without id or time are given both here, so that
   * Kafka never holds an event that could be counted twice.
   *
   * @param lines whether every line is an event of its own
   */
  public CompletableFuture<Ingested> take(byte[] body, boolean lines) {
    EventBatch batch =
        EventBatch.read(body, lines, () -> UUID.randomUUID().toString(), clock.getAsLong());
    metrics.refused(batch.refused());
    List<Event> events = batch.accepted();
    CompletableFuture<?>[] writes = new CompletableFuture<?>[events.size()];
    for (int i = 0; i < writes.length; i++) {
      Event event = events.get(i);
      writes[i] = writer.write(Topics.EVENTS, event.visitor(), EventWriter.write(event));
    }
    return CompletableFuture.allOf(writes)
        .thenApply(
            all -> {
              metrics.accepted(events);
              return new Ingested(events.size(), batch.refused());
            });
  }
}
