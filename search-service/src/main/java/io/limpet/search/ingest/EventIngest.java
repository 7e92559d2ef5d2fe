package io.limpet.search.ingest;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventWriter;
import io.limpet.core.event.Limits;
import io.limpet.core.hygiene.BotRules;
import io.limpet.core.hygiene.Crawlers;
import io.limpet.core.topic.Topics;
import io.limpet.search.metrics.IngestMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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
   * @param userAgent of who sends them; where it says that it crawls, the events are marked with it
   */
  public CompletableFuture<Ingested> take(byte[] body, boolean lines, @Nullable String userAgent) {
    String crawler = Crawlers.DECLARED.tokenIn(userAgent) == null ? null : userAgent;
    EventBatch batch =
        EventBatch.read(body, lines, () -> UUID.randomUUID().toString(), clock.getAsLong());
    metrics.refused(batch.refused());
    List<Event> events = batch.accepted();
    CompletableFuture<?>[] writes = new CompletableFuture<?>[events.size()];
    for (int i = 0; i < writes.length; i++) {
      Event event = crawler == null ? events.get(i) : marked(events.get(i), crawler);
      writes[i] = writer.write(Topics.EVENTS, event.visitor(), EventWriter.write(event));
    }
    return CompletableFuture.allOf(writes)
        .thenApply(
            all -> {
              metrics.accepted(events);
              return new Ingested(events.size(), batch.refused());
            });
  }

  /** An event with its visitor's agent, unless the shop says it itself or there is no room. */
  private static Event marked(Event event, String agent) {
    Map<String, String> properties = new HashMap<>(event.properties());
    if (properties.size() >= Limits.PROPERTIES
        || properties.putIfAbsent(BotRules.USER_AGENT, shortened(agent)) != null) {
      return event;
    }
    return event.with(properties);
  }

  private static String shortened(String agent) {
    return agent.length() <= Limits.PROPERTY_LENGTH
        ? agent
        : agent.substring(0, Limits.PROPERTY_LENGTH);
  }
}
