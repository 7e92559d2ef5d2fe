package io.limpet.search;

import io.limpet.search.ingest.KafkaWriter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What every part of the service stands on.
 *
 * @param parts what has to be closed
 * @param progress numbers that rise as long as a start gets on
 * @param now epoch milliseconds
 * @param writer for what somebody waits for
 * @param log for what nobody waits for
 */
record Ground(
    SearchSettings settings,
    Parts parts,
    Readiness readiness,
    PrometheusMeterRegistry metrics,
    List<LongSupplier> progress,
    LongSupplier now,
    KafkaWriter writer,
    KafkaWriter log) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Opens the writers. */
  static Ground open(
      SearchSettings settings,
      Parts parts,
      Readiness readiness,
      PrometheusMeterRegistry metrics,
      List<LongSupplier> progress,
      LongSupplier now) {
    return new Ground(
        settings,
        parts,
        readiness,
        metrics,
        progress,
        now,
        parts.opened(KafkaWriter.prompt(settings.bootstrapServers(), PATIENCE)),
        parts.opened(KafkaWriter.relaxed(settings.bootstrapServers())));
  }

  /** Remembers what has to be closed. */
  <T extends AutoCloseable> T opened(T part) {
    return parts.opened(part);
  }
}
