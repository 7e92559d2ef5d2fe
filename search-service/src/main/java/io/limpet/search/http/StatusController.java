package io.limpet.search.http;

import io.limpet.core.release.Release;
import io.limpet.search.Readiness;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.metrics.AnswerMetrics;
import io.limpet.search.metrics.IngestMetrics;
import io.limpet.search.metrics.LatestTimes.Latency;
import io.limpet.search.metrics.UserMetrics;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.UserStore;
import io.limpet.search.system.FlinkAddress;
import io.limpet.search.system.FlinkJobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/status}: the figures of the console. */
@Tag(name = "operations", description = "How it is doing")
@Controller("/v1/status")
@Context // made with the service and not when first asked: it knows since when the service runs
final class StatusController {
  private final long startedNanos = System.nanoTime();
  private final Readiness readiness;
  private final Catalogue catalogue;
  private final UserStore users;
  private final GenerationSwitch generations;
  private final IngestMetrics events;
  private final AnswerMetrics answers;
  private final UserMetrics vectors;
  private final FlinkJobs flink;
  private final MeterRegistry metrics;

  StatusController(
      Readiness readiness,
      Catalogue catalogue,
      UserStore users,
      GenerationSwitch generations,
      IngestMetrics events,
      AnswerMetrics answers,
      UserMetrics vectors,
      FlinkJobs flink,
      MeterRegistry metrics) {
    this.readiness = readiness;
    this.catalogue = catalogue;
    this.users = users;
    this.generations = generations;
    this.events = events;
    this.answers = answers;
    this.vectors = vectors;
    this.flink = flink;
    this.metrics = metrics;
  }

  /**
   * The state of the service in figures.
   *
   * @param usersByGeneration users by the generation of their vector, "" for none
   * @param canaryGeneration the generation that serves a share of the visitors; absent if none does
   * @param canaryShare that share
   * @param eventsAccepted over HTTP since the start
   * @param lastEventAgeMs since the last event over HTTP; absent before the first
   * @param answers recommendations and searches since the start
   * @param latencyMs times of the latest answers, milliseconds
   * @param freshnessMs from an event's arrival in Kafka to its visitor's new vector here, of the
   *     latest, milliseconds; absent before the first
   * @param errors requests that this service failed, 5xx, since the start
   * @param stageFailures stages that failed while an answer was made without them, since the start
   * @param flinkDashboard where Flink's dashboard is; absent if nobody said
   */
  public record Status(
      long uptimeSeconds,
      boolean ready,
      int catalogueSize,
      int users,
      Map<String, Integer> usersByGeneration,
      @Nullable String currentGeneration,
      @Nullable String canaryGeneration,
      @Nullable Double canaryShare,
      long eventsAccepted,
      long eventsRejected,
      @Nullable Long lastEventAgeMs,
      long answers,
      @Nullable Latency latencyMs,
      @Nullable Latency freshnessMs,
      long errors,
      long stageFailures,
      @Nullable String flinkDashboard) {}

  /** The figures of now. */
  @Get
  Status status() {
    long last = events.lastMillis();
    Release canary = generations.canary();
    FlinkAddress jobs = flink.address();
    return new Status(
        (System.nanoTime() - startedNanos) / 1_000_000_000,
        readiness.isReady(),
        catalogue.size(),
        users.size(),
        users.byGeneration(),
        generations.current(),
        canary == null ? null : canary.generation(),
        canary == null ? null : canary.share(),
        events.acceptedCount(),
        events.rejectedCount(),
        last == 0 ? null : Math.max(0, System.currentTimeMillis() - last),
        answers.count(),
        answers.latency(),
        vectors.freshness(),
        sum(FailureCounter.NAME),
        sum("limpet_stage_failures"),
        jobs == null ? null : jobs.dashboard().toString());
  }

  private long sum(String name) {
    return (long) metrics.find(name).counters().stream().mapToDouble(Counter::count).sum();
  }
}
