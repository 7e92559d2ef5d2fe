package io.limpet.system.bench;

import io.limpet.system.load.Latencies;
import io.limpet.system.streams.StreamsProcess;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of {@link StreamsCommand}. Belongs to one thread. */
final class StreamsReport {
  private static final int TENTHS = 10;

  private final BenchReport report;
  private final Map<StreamsSetup, Double> speeds = new LinkedHashMap<>();

  StreamsReport(BenchReport report) {
    this.report = report;
  }

  /** User vectors a second of every setup that was measured. */
  Map<StreamsSetup, Double> speeds() {
    return speeds;
  }

  void measured(StreamsSetup setup, Flood.Result result, StreamsProcess streams) {
    speeds.put(setup, result.vectorsPerSecond());
    report.row(
        "events a second",
        "state",
        setup.backend(),
        "parallelism",
        setup.parallelism(),
        "users",
        setup.users(),
        "items",
        setup.items(),
        "clean/s",
        result.cleanPerSecond(),
        "user vectors/s",
        result.vectorsPerSecond(),
        "CPU us an event",
        result.cpuMicros(),
        "slowest 10 s",
        result.slowest(),
        "p50 ms",
        result.delays().p50(),
        "p99 ms",
        result.delays().p99(),
        "max ms",
        result.delays().max(),
        "sent",
        result.sent(),
        "in profiles",
        result.inProfiles(),
        "checkpoint bytes a user",
        result.users() == 0 ? 0 : (double) streams.checkpointBytes("user-vectors") / result.users(),
        "process MB",
        ProcessMeter.residentMegabytes(streams.pid()));
    tenths(setup, result.slices());
    Latencies.Summary behind = result.metricsBehind();
    if (behind != null) {
      report.row(
          "limpet.metrics behind limpet.events.clean, just before each record (ms)",
          "state",
          setup.backend(),
          "records",
          behind.count(),
          "p50",
          behind.p50(),
          "p99",
          behind.p99(),
          "max",
          behind.max());
    }
  }

  /** A run that is too short to show whether memory grows has none. */
  private void tenths(StreamsSetup setup, List<Flood.Slice> slices) {
    for (int tenth = 0; slices.size() >= 10 * TENTHS && tenth < TENTHS; tenth++) {
      List<Flood.Slice> part =
          slices.subList(tenth * slices.size() / TENTHS, (tenth + 1) * slices.size() / TENTHS);
      report.row(
          "memory over time, each a tenth of the run",
          "state",
          setup.backend(),
          "users",
          setup.users(),
          "tenth",
          tenth + 1,
          "events/s",
          part.stream().mapToDouble(Flood.Slice::perSecond).average().orElse(0),
          "slowest 10 s",
          part.stream().mapToDouble(Flood.Slice::perSecond).min().orElse(0),
          "process MB",
          part.getLast().residentMegabytes(),
          "most MB",
          part.stream().mapToDouble(Flood.Slice::residentMegabytes).max().orElse(0));
    }
  }

  void changed(StreamsSetup setup, SwitchWatch.Result seen) {
    changed(setup, "before", seen, seen.before());
    changed(setup, "meanwhile", seen, seen.meanwhile());
  }

  private void changed(
      StreamsSetup setup, String when, SwitchWatch.Result seen, Latencies.Summary delays) {
    report.row(
        "a generation takes over: an event's arrival to its vector's (ms)",
        "state",
        setup.backend(),
        "when",
        when,
        "events",
        delays.count(),
        "p50",
        delays.p50(),
        "p95",
        delays.p95(),
        "p99",
        delays.p99(),
        "max",
        delays.max(),
        "users",
        seen.users(),
        "moved",
        seen.moved(),
        "in s",
        seen.seconds());
  }

  void print(PrintWriter out) {
    report.print(out);
  }

  void write(Path file) {
    report.write(file);
  }
}
