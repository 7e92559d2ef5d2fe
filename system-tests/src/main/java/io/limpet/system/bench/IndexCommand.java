package io.limpet.system.bench;

import io.limpet.system.index.Contender;
import io.limpet.system.index.ContenderProcess;
import io.limpet.system.index.ContenderProcess.Timing;
import io.limpet.system.index.VectorSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The service's index beside others, on the same vectors. */
@Command(
    name = "index",
    mixinStandardHelpOptions = true,
    description = {
      "How fast the index finds the highest dot products, at the same recall as others: Lucene,"
          + " JVector, hnswlib-core, and in C++ hnswlib and usearch. Each in a process of its own,"
          + " one thread, timed in turns.",
      "limpet-served is the index as the service uses it, limpet its graph alone, limpet-by-all the"
          + " same built by all processors and not by one."
    })
final class IndexCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private VectorSource source = new VectorSource();

  @Option(
      names = "--contenders",
      split = ",",
      paramLabel = "NAME",
      description = "(default: ${DEFAULT-VALUE})",
      defaultValue = "limpet-served,limpet,lucene,jvector,hnswlib-core,hnswlib,usearch")
  private List<String> contenders = List.of();

  @Option(
      names = "--m",
      description = "M of the graphs (default: ${DEFAULT-VALUE}).",
      defaultValue = "24")
  private int m = 24;

  @Option(
      names = "--ef-construction",
      paramLabel = "N",
      description = "(default: ${DEFAULT-VALUE})",
      defaultValue = "200")
  private int efConstruction = 200;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description =
          "Turns of every contender, of which the median counts (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int rounds = 5;

  @Option(
      names = "--millis",
      paramLabel = "MS",
      description = "How long a turn takes (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000")
  private long millis = 1_000;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Of each JVM (default: ${DEFAULT-VALUE}).",
      defaultValue = "4g")
  private String heap = "4g";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "(default: ${DEFAULT-VALUE})",
      defaultValue = "target/bench/index.json")
  private Path out = Path.of("target", "bench", "index.json");

  /** What is compared: the best {@code k} at a recall. */
  private record Goal(int k, double recall) {}

  private static final List<Goal> GOALS =
      List.of(new Goal(10, 0.90), new Goal(10, 0.95), new Goal(10, 0.99), new Goal(100, 0.95));

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    var report =
        new BenchReport("index")
            .setting("M", m)
            .setting("efConstruction", efConstruction)
            .setting("rounds", rounds)
            .setting("millis", millis);
    try (var scratch = new Scratch("limpet-index-")) {
      Path work = scratch.path("set");
      say(terminal, "Looking for what is to be found ...");
      VectorSet set = source.write(work);
      String shape =
          "%d items of %d floats, %d queries"
              .formatted(set.vectors().length, set.dimensions(), set.queries().length);
      report.setting("set", shape);
      List<ContenderProcess> running = new ArrayList<>();
      try {
        start(
            new Contenders(work, set.dimensions(), m, efConstruction, heap),
            terminal,
            report,
            shape,
            running);
        for (Goal goal : GOALS) {
          measure(goal, running, report, terminal);
        }
      } finally {
        running.forEach(ContenderProcess::close);
      }
    }
    report.print(terminal);
    report.write(out);
    say(terminal, "\nWritten to " + out);
    return 0;
  }

  private void start(
      Contenders all,
      PrintWriter terminal,
      BenchReport report,
      String shape,
      List<ContenderProcess> running) {
    for (String name : contenders) {
      say(terminal, "Building " + name + " ...");
      all.start(name, terminal)
          .ifPresent(
              contender -> {
                running.add(contender);
                report.row(
                    shape,
                    "index",
                    name,
                    "built in s",
                    contender.seconds(),
                    "process MB",
                    contender.megabytes());
              });
    }
  }

  /** One contender on its way to a goal. */
  private record Entry(ContenderProcess contender, int ef, double recall, List<Timing> timings) {
    Timing median() {
      return timings.stream()
          .sorted(Comparator.comparingDouble(Timing::perSecond))
          .toList()
          .get(timings.size() / 2);
    }
  }

  private void measure(
      Goal goal, List<ContenderProcess> running, BenchReport report, PrintWriter terminal) {
    String table = "the best %d with a recall of %.2f".formatted(goal.k(), goal.recall());
    say(terminal, "Measuring " + table + " ...");
    List<Entry> entries = new ArrayList<>();
    for (ContenderProcess contender : running) {
      int ef =
          contender.name().equals(Contender.SERVED)
              ? goal.k()
              : contender.widthFor(goal.k(), goal.recall());
      if (ef > 0) {
        entries.add(new Entry(contender, ef, contender.recall(goal.k(), ef), new ArrayList<>()));
      } else {
        report.row(
            table,
            "index",
            contender.name(),
            "recall",
            "not reached",
            "ef",
            "",
            "queries/s",
            "",
            "p50 us",
            "",
            "p99 us",
            "");
      }
    }
    // In turns, so that what else the machine does meets all of them alike; the first warms up.
    for (int round = 0; round <= rounds; round++) {
      for (Entry entry : entries) {
        Timing timing = entry.contender().time(goal.k(), entry.ef(), millis);
        if (round > 0) {
          entry.timings().add(timing);
        }
      }
    }
    for (Entry entry : entries) {
      Timing median = entry.median();
      report.row(
          table,
          "index",
          entry.contender().name(),
          "recall",
          Math.round(entry.recall() * 1_000) / 1_000.0,
          "ef",
          entry.contender().name().equals(Contender.SERVED) ? "" : entry.ef(),
          "queries/s",
          Math.round(median.perSecond()),
          "p50 us",
          Math.round(median.p50()),
          "p99 us",
          Math.round(median.p99()));
    }
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
