package io.limpet.system.bench;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.LuceneVectorIndex;
import io.limpet.search.index.VectorIndex;
import io.limpet.search.state.ItemIds;
import io.limpet.system.load.Latencies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The index over a day of changes. */
@Command(
    name = "churn",
    mixinStandardHelpOptions = true,
    description = {
      "Recall and time of the index over a simulated day: every hour a share of the items goes, as"
          + " many new ones come, and as many get another vector."
    })
final class ChurnCommand implements Callable<Integer> {
  private static final int K = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--made-up",
      paramLabel = "N",
      description = "Items of a made-up shop (default: ${DEFAULT-VALUE}).",
      defaultValue = "200000")
  private int items = 200_000;

  @Option(
      names = "--hours",
      paramLabel = "N",
      description = "(default: ${DEFAULT-VALUE})",
      defaultValue = "24")
  private int hours = 24;

  @Option(
      names = "--share",
      paramLabel = "PERCENT",
      description = "Of the items that go, come, and change an hour (default: ${DEFAULT-VALUE}).",
      defaultValue = "0.5")
  private double percent = 0.5;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "(default: ${DEFAULT-VALUE})",
      defaultValue = "target/bench/churn.json")
  private Path out = Path.of("target", "bench", "churn.json");

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    var report =
        new BenchReport("churn").setting("items", items).setting("percent an hour", percent);
    try (var scratch = new Scratch("limpet-churn-")) {
      Registry registry = new Registry(scratch.path("models"));
      Generation generation =
          new MadeUpShop(items, MadeUpQueries.DIMENSIONS, 2).write(registry, "made-up");
      // Of another seed: the vectors of what comes.
      Generation later =
          new MadeUpShop(items, MadeUpQueries.DIMENSIONS, 5).write(registry, "later");
      float[][] queries = MadeUpQueries.of(generation);
      var ids = new ItemIds();
      terminal.println("Building the index ...");
      terminal.flush();
      try (LuceneVectorIndex index =
          LuceneVectorIndex.open(scratch.path("index"), generation, HnswSettings.DEFAULT, ids)) {
        var exact = new ExactHits(generation, ids);
        report.setting("effort", index.effort().toString());
        row(report, 0, index, exact, queries, new Latencies());
        var random = new Random(4);
        for (int hour = 1; hour <= hours; hour++) {
          terminal.println("Hour " + hour + " ...");
          terminal.flush();
          Latencies changes = change(index, exact.index(), ids, later, random);
          row(report, hour, index, exact, queries, changes);
        }
      }
    }
    report.print(terminal);
    report.write(out);
    return 0;
  }

  private Latencies change(
      VectorIndex index, VectorIndex exact, ItemIds ids, Generation later, Random random) {
    var latencies = new Latencies();
    int count = (int) (items * percent / 100);
    for (int i = 0; i < count; i++) {
      int gone = random.nextInt(ids.size());
      exact.delete(gone);
      long begun = System.nanoTime();
      index.delete(gone);
      latencies.addNanos(System.nanoTime() - begun);
      int come = ids.number("later-" + ids.size());
      int changed = random.nextInt(ids.size());
      for (int item : new int[] {come, changed}) {
        float[] vector = later.items().vectors().row(random.nextInt(items));
        exact.add(item, vector);
        long from = System.nanoTime();
        index.add(item, vector);
        latencies.addNanos(System.nanoTime() - from);
      }
    }
    return latencies;
  }

  private static void row(
      BenchReport report,
      int hour,
      LuceneVectorIndex index,
      ExactHits exact,
      float[][] queries,
      Latencies changes) {
    double recall = exact.recall(index, queries, K, Acceptable.ALL);
    var latencies = new Latencies();
    for (float[] query : queries) {
      long from = System.nanoTime();
      index.search(query, K, Acceptable.ALL);
      latencies.addNanos(System.nanoTime() - from);
    }
    Latencies.Summary s = latencies.summary();
    report.row(
        "the best hundred",
        "hour",
        hour,
        "items",
        index.size(),
        "recall",
        Math.round(1_000 * recall) / 1_000.0,
        "p50 us",
        Math.round(s.p50() * 1_000),
        "p99 us",
        Math.round(s.p99() * 1_000),
        "change p99 ms",
        hour == 0 ? 0.0 : changes.summary().p99(),
        "longest change ms",
        hour == 0 ? 0.0 : changes.summary().max(),
        "in memory",
        index.later(),
        "segments",
        index.segments());
  }
}
