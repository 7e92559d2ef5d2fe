package io.limpet.search.index;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is to be watched of the indexes on this machine, all open generations together. */
public final class IndexMetrics {
  private final MeterRegistry registry;
  private final Set<LuceneVectorIndex> open = ConcurrentHashMap.newKeySet();

  /** Registers the figures. */
  public IndexMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (String task : new String[] {LuceneVectorIndex.WRITE, LuceneVectorIndex.MERGE}) {
      registry.counter("limpet_index_failures", "task", task);
    }
    Gauge.builder("limpet_index_later", this, IndexMetrics::later)
        .description("Changes in memory that are not in a segment yet")
        .register(registry);
    Gauge.builder("limpet_index_segments", this, IndexMetrics::segments)
        .description("Segments that searches go through")
        .register(registry);
  }

  /** For those whom nobody watches. */
  static IndexMetrics unwatched() {
    return new IndexMetrics(new SimpleMeterRegistry());
  }

  private double later() {
    return open.stream().mapToDouble(LuceneVectorIndex::later).sum();
  }

  private double segments() {
    return open.stream().mapToDouble(LuceneVectorIndex::segments).sum();
  }

  void opened(LuceneVectorIndex index) {
    open.add(index);
  }

  void closed(LuceneVectorIndex index) {
    open.remove(index);
  }

  void failed(String task) {
    registry.counter("limpet_index_failures", "task", task).increment();
  }
}
