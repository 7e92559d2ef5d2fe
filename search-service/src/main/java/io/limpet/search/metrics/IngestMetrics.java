package io.limpet.search.metrics;

import io.limpet.core.event.Event;
import io.limpet.search.ingest.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the events that came in over HTTP. Thread-safe. */
public final class IngestMetrics {
  private final MeterRegistry registry;
  private final Counter accepted;
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong lastMillis = new AtomicLong();

  public IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.accepted =
        Counter.builder("limpet_events_accepted")
            .description("Events that Kafka acknowledged")
            .register(registry);
  }

  /** Counts events that Kafka has. */
  public void accepted(List<Event> events) {
    accepted.increment(events.size());
    if (!events.isEmpty()) {
      lastMillis.set(System.currentTimeMillis());
    }
  }

  /** Counts events that were refused, by reason. */
  public void refused(List<Refusal> refusals) {
    rejected.addAndGet(refusals.size());
    for (Refusal refusal : refusals) {
      registry.counter("limpet_events_rejected", "reason", refusal.reason()).increment();
    }
  }

  /** How many were accepted since the start. */
  public long acceptedCount() {
    return (long) accepted.count();
  }

  /** How many were refused since the start. */
  public long rejectedCount() {
    return rejected.get();
  }

  /** When the last one was accepted, epoch milliseconds; 0 if none was. */
  public long lastMillis() {
    return lastMillis.get();
  }
}
