package io.limpet.search.http;

import io.limpet.search.system.FlinkAddress;
import io.limpet.search.system.FlinkJobs;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/system}: the jobs, their checkpoints, and who is how far behind. */
@Tag(name = "operations", description = "How it is doing")
@Controller("/v1/system")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SystemController {
  private final FlinkJobs flink;
  private final MeterRegistry metrics;

  SystemController(FlinkJobs flink, MeterRegistry metrics) {
    this.flink = flink;
    this.metrics = metrics;
  }

  /**
   * The system.
   *
   * @param flinkDashboard where Flink's dashboard is; absent if the setting flink is empty
   * @param problem why the jobs are not known
   * @param readers what this service reads
   */
  public record SystemView(
      @Nullable String flinkDashboard,
      @Nullable String problem,
      List<JobView> jobs,
      List<ReaderView> readers) {}

  /**
   * A streaming job.
   *
   * @param state as Flink names it
   * @param runningTasks of {@code tasks}
   * @param lag records in Kafka that it has not read; absent if Flink does not say yet
   * @param dashboard its page in Flink's dashboard
   */
  public record JobView(
      String name,
      String state,
      String since,
      int runningTasks,
      int tasks,
      @Nullable Long lag,
      CheckpointsView checkpoints,
      String dashboard) {}

  /**
   * The checkpoints of a job.
   *
   * @param latestAt when the latest was complete
   * @param latestMs how long it took
   * @param latestBytes size of the state in it
   * @param failedAt when the latest failed
   * @param failure why it did
   * @param dashboard their page in Flink's dashboard
   */
  public record CheckpointsView(
      long completed,
      long failed,
      @Nullable String latestAt,
      @Nullable Long latestMs,
      @Nullable Long latestBytes,
      @Nullable String failedAt,
      @Nullable String failure,
      String dashboard) {}

  /**
   * A topic that this service keeps in memory.
   *
   * @param lag records that are in Kafka and not yet taken in
   */
  public record ReaderView(String topic, long lag) {}

  /** Jobs by name, and readers by topic. */
  @Get
  SystemView system() {
    FlinkAddress address = flink.address();
    String dashboard = address == null ? null : address.dashboard().toString();
    try {
      List<JobView> jobs =
          dashboard == null
              ? List.of()
              : flink.jobs().stream().map(job -> view(job, dashboard)).toList();
      return new SystemView(dashboard, null, jobs, readers());
    } catch (IOException e) {
      return new SystemView(dashboard, "Flink does not answer: " + e, List.of(), readers());
    }
  }

  private static JobView view(FlinkJobs.Job job, String dashboard) {
    String page = dashboard + (dashboard.endsWith("/") ? "" : "/") + "#/job/running/" + job.id();
    FlinkJobs.Checkpoints of = job.checkpoints();
    return new JobView(
        job.name(),
        job.state(),
        time(job.sinceMillis()),
        job.running(),
        job.tasks(),
        job.lag(),
        new CheckpointsView(
            of.completed(),
            of.failed(),
            of.latestMillis() == null ? null : time(of.latestMillis()),
            of.durationMillis(),
            of.bytes(),
            of.failedMillis() == null ? null : time(of.failedMillis()),
            of.failure(),
            page + "/checkpoints"),
        page + "/overview");
  }

  private List<ReaderView> readers() {
    return metrics.find("limpet_reader_lag").gauges().stream()
        .map(SystemController::reader)
        .sorted(Comparator.comparing(ReaderView::topic))
        .toList();
  }

  private static ReaderView reader(Gauge gauge) {
    String topic = gauge.getId().getTag("topic");
    return new ReaderView(topic == null ? "" : topic, (long) gauge.value());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
