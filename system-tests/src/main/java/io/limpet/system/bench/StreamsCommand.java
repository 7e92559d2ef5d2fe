package io.limpet.system.bench;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.flink.engagement.EngagementJob;
import io.limpet.system.load.Latencies;
import io.limpet.system.load.Traffic;
import io.limpet.system.streams.StreamsProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many events a second the jobs take, by state backend, parallelism, users and items. */
@Command(
    name = "streams",
    mixinStandardHelpOptions = true,
    description = {
      "Sustained events a second from Kafka through the jobs, without the search-service: a broker"
          + " and a Flink cluster in a process of their own, the load in this one.",
      "Each combination of the lists is measured on a folder of its own."
    })
final class StreamsCommand implements Callable<Integer> {
  private static final String MADE_UP = "made-up";
  private static final int TENTHS = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--jobs",
      split = ",",
      paramLabel = "JOB",
      description = "Which jobs run (default: ${DEFAULT-VALUE}).",
      defaultValue = "clean,user-vectors")
  private List<String> jobs = List.of();

  @Option(
      names = "--backends",
      split = ",",
      paramLabel = "NAME",
      description = "State backends (default: ${DEFAULT-VALUE}).",
      defaultValue = "rocksdb,hashmap")
  private List<String> backends = List.of();

  @Option(
      names = "--parallelism",
      split = ",",
      paramLabel = "N",
      description = "Instances of every operator (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private List<Integer> parallelism = List.of();

  @Option(
      names = "--users",
      split = ",",
      paramLabel = "N",
      description =
          "Users, who all are known before anything is measured (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000000")
  private List<Integer> users = List.of();

  @Option(
      names = "--items",
      split = ",",
      paramLabel = "N",
      description = "Made-up items with vectors of 64 floats (default: ${DEFAULT-VALUE}).",
      defaultValue = "100000")
  private List<Integer> items = List.of();

  @Option(
      names = "--zipf",
      description = "The r-th user and item have a weight of 1/r, in place of all the same.")
  private boolean zipf;

  @Option(
      names = "--hot",
      paramLabel = "SHARE",
      description = "Share of the events that one single user causes (default: ${DEFAULT-VALUE}).",
      defaultValue = "0")
  private double hot;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Events a second that are sent; without it as many as come through.")
  private @Nullable Integer rate;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "DURATION",
      description = "Time between two checkpoints (default: ${DEFAULT-VALUE}).",
      defaultValue = "10s")
  private String checkpointInterval = "10s";

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Heap of the broker and Flink together (default: ${DEFAULT-VALUE}).",
      defaultValue = "6g")
  private String heap = "6g";

  @Option(
      names = "--managed",
      paramLabel = "MB",
      description = "Memory of RocksDB for all slots together (default: ${DEFAULT-VALUE}).",
      defaultValue = "1024")
  private int managed = 1024;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      description = "Load after every user is known (default: ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private int warmup = 30;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      description = "How long each measurement takes (default: ${DEFAULT-VALUE}).",
      defaultValue = "120")
  private int seconds = 120;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/streams.json")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    var report =
        new BenchReport("streams")
            .setting("jobs", jobs)
            .setting("zipf", zipf)
            .setting("hot", hot)
            .setting("checkpoint_interval", checkpointInterval)
            .setting("seconds", seconds);
    for (String backend : backends) {
      for (int instances : parallelism) {
        for (int people : users) {
          for (int things : items) {
            print.printf(
                "%s, parallelism %d, %,d users, %,d items ...%n",
                backend, instances, people, things);
            print.flush();
            measure(report, backend, instances, people, things);
          }
        }
      }
    }
    report.print(print);
    report.write(out);
    print.println("\nWritten to " + out);
    print.flush();
    return 0;
  }

  private void measure(BenchReport report, String backend, int instances, int people, int things)
      throws IOException {
    try (var scratch = new Scratch("limpet-streams-")) {
      Path folder = scratch.path("streams");
      Generation generation =
          new MadeUpShop(things, BenchStack.DIMENSIONS, 1)
              .write(new Registry(folder.resolve("models")), MADE_UP);
      List<String> ids = IntStream.range(0, things).mapToObj(generation.items()::id).toList();
      var process =
          new StreamsProcess.Spec(jobs, instances, backend, checkpointInterval, heap, managed);
      try (StreamsProcess streams = StreamsProcess.start(folder, process);
          var flood =
              new Flood(
                  streams.bootstrapServers(),
                  traffic(people, ids),
                  jobs.contains(EngagementJob.JOB.name()))) {
        flood.release(MADE_UP);
        flood.knowEverybody(people);
        Flood.Result result = flood.run(streams, rate, warmup, seconds);
        tenths(report, backend, people, result.slices());
        List<Object> row =
            new ArrayList<>(
                List.of(
                    "state", backend, "parallelism", instances, "users", people, "items", things));
        row.addAll(
            List.of(
                "clean/s", result.cleanPerSecond(),
                "user vectors/s", result.vectorsPerSecond(),
                "CPU us an event", result.cpuMicros(),
                "slowest 10 s", result.slowest(),
                "p50 ms", result.delays().p50(),
                "p99 ms", result.delays().p99(),
                "max ms", result.delays().max(),
                "sent", result.sent(),
                "in profiles", result.inProfiles(),
                "checkpoint bytes a user",
                    (double) streams.checkpointBytes("user-vectors") / result.users(),
                "process MB", ProcessMeter.residentMegabytes(streams.pid())));
        report.row("events a second", row.toArray());
        Latencies.Summary behind = result.metricsBehind();
        if (behind != null) {
          report.row(
              "limpet.metrics behind limpet.events.clean, just before each record (ms)",
              "state",
              backend,
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
    }
  }

  /** What a long run needs that is to show whether memory grows. */
  private static void tenths(
      BenchReport report, String backend, int people, List<Flood.Slice> slices) {
    for (int tenth = 0; slices.size() >= 10 * TENTHS && tenth < TENTHS; tenth++) {
      List<Flood.Slice> part =
          slices.subList(tenth * slices.size() / TENTHS, (tenth + 1) * slices.size() / TENTHS);
      report.row(
          "memory over time, each a tenth of the run",
          "state",
          backend,
          "users",
          people,
          "until s",
          (tenth + 1) * slices.size(),
          "user vectors/s",
          part.stream().mapToDouble(Flood.Slice::perSecond).average().orElse(0),
          "slowest 10 s",
          part.stream().mapToDouble(Flood.Slice::perSecond).min().orElse(0),
          "process MB",
          part.getLast().residentMegabytes(),
          "most MB",
          part.stream().mapToDouble(Flood.Slice::residentMegabytes).max().orElse(0));
    }
  }

  private Traffic traffic(int people, List<String> ids) {
    ToIntFunction<Random> who = random -> random.nextInt(people);
    ToIntFunction<Random> what = random -> random.nextInt(ids.size());
    if (zipf) {
      who = new Zipf(people)::draw;
      what = new Zipf(ids.size())::draw;
    }
    ToIntFunction<Random> others = who;
    ToIntFunction<Random> all = random -> random.nextDouble() < hot ? 0 : others.applyAsInt(random);
    return new Traffic("streams", all, what, ids, 1);
  }
}
