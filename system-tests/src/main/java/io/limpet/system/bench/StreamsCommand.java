package io.limpet.system.bench;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.system.load.Traffic;
import io.limpet.system.streams.StreamsProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
  private static final String NEXT = "made-up-next";

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
      names = "--switch",
      description =
          "Release a second generation afterwards, and see how long fresh events take while every"
              + " user is encoded anew; wants --rate.")
  private boolean change;

  @Option(
      names = "--growth",
      description =
          "Vary parallelism, users and items each alone, from the first number of each list, in"
              + " place of every combination.")
  private boolean growth;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draw the speeds as an SVG.")
  private @Nullable Path plot;

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
    Integer switchRate = change ? rate : null;
    if (change && switchRate == null) {
      throw new ParameterException(
          spec.commandLine(), "--switch wants --rate: say how many events a second come meanwhile");
    }
    PrintWriter print = spec.commandLine().getOut();
    var report =
        new StreamsReport(
            new BenchReport("streams")
                .setting("jobs", jobs)
                .setting("zipf", zipf)
                .setting("hot", hot)
                .setting("checkpoint_interval", checkpointInterval)
                .setting("seconds", seconds));
    for (StreamsSetup setup : StreamsSetup.all(backends, parallelism, users, items, growth)) {
      print.println(setup + " ...");
      print.flush();
      measure(report, setup, switchRate);
    }
    report.print(print);
    report.write(out);
    if (plot != null) {
      Files.writeString(plot, StreamsPlot.of(report.speeds()));
    }
    print.println("\nWritten to " + out);
    print.flush();
    return 0;
  }

  private void measure(StreamsReport report, StreamsSetup setup, @Nullable Integer switchRate)
      throws IOException {
    try (var scratch = new Scratch("limpet-streams-")) {
      Path folder = scratch.path("streams");
      var registry = new Registry(folder.resolve("models"));
      Generation generation =
          new MadeUpShop(setup.items(), BenchStack.DIMENSIONS, 1).write(registry, MADE_UP);
      List<String> ids =
          IntStream.range(0, setup.items()).mapToObj(generation.items()::id).toList();
      var process =
          new StreamsProcess.Spec(
              jobs, setup.parallelism(), setup.backend(), checkpointInterval, heap, managed);
      try (StreamsProcess streams = StreamsProcess.start(folder, process);
          var flood = new Flood(streams.bootstrapServers(), traffic(setup.users(), ids), jobs)) {
        flood.release(MADE_UP);
        flood.knowEverybody(setup.users());
        Flood.Result result = flood.run(streams, rate, warmup, seconds);
        report.measured(setup, result, streams);
        if (switchRate != null) {
          new MadeUpShop(setup.items(), BenchStack.DIMENSIONS, 2).write(registry, NEXT);
          report.changed(setup, flood.change(streams, NEXT, switchRate, seconds));
        }
      }
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
