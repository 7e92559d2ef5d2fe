package io.limpet.system.bench;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.LuceneVectorIndex;
import io.limpet.search.state.ItemIds;
import io.limpet.system.load.Latencies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.lucene.util.FixedBitSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The index under filters. */
@Command(
    name = "filters",
    mixinStandardHelpOptions = true,
    description = {
      "Recall and time of the index when a filter leaves from all to a thousandth of the items, as"
          + " a list of those that pass and as a test of each."
    })
final class FiltersCommand implements Callable<Integer> {
  private static final int K = 100;
  private static final int WARM_UP = 3;
  private static final double[] SHARES = {1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001};

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--made-up",
      paramLabel = "N",
      description = "Items of a made-up shop (default: ${DEFAULT-VALUE}).",
      defaultValue = "200000")
  private int items = 200_000;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "(default: ${DEFAULT-VALUE})",
      defaultValue = "target/bench/filters.json")
  private Path out = Path.of("target", "bench", "filters.json");

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    var report = new BenchReport("filters").setting("items", items);
    try (var scratch = new Scratch("limpet-filters-")) {
      Generation generation =
          new MadeUpShop(items, MadeUpQueries.DIMENSIONS, 2)
              .write(new Registry(scratch.path("models")), "made-up");
      float[][] queries = MadeUpQueries.of(generation);
      var ids = new ItemIds();
      terminal.println("Building the index ...");
      terminal.flush();
      try (LuceneVectorIndex index =
          LuceneVectorIndex.open(scratch.path("index"), generation, HnswSettings.DEFAULT, ids)) {
        report.setting("effort", index.effort().toString());
        var exact = new ExactHits(generation, ids);
        for (double share : SHARES) {
          int[] passing = passing(share, ids.size());
          var bits = new FixedBitSet(ids.size());
          Arrays.stream(passing).forEach(bits::set);
          row(report, index, exact, queries, passing.length, "test", Acceptable.when(bits::get));
          if (share < 1) {
            row(
                report,
                index,
                exact,
                queries,
                passing.length,
                "list",
                Acceptable.among(passing, bits::get));
          }
        }
      }
    }
    report.print(terminal);
    report.write(out);
    return 0;
  }

  private static int[] passing(double share, int size) {
    var random = new Random(3);
    return IntStream.range(0, size).filter(item -> random.nextDouble() < share).toArray();
  }

  private static void row(
      BenchReport report,
      LuceneVectorIndex index,
      ExactHits exact,
      float[][] queries,
      int passing,
      String given,
      Acceptable acceptable) {
    double recall = exact.recall(index, queries, K, acceptable);
    var latencies = new Latencies();
    for (int round = 0; round <= WARM_UP; round++) {
      for (float[] query : queries) {
        long from = System.nanoTime();
        index.search(query, K, acceptable);
        if (round == WARM_UP) {
          latencies.addNanos(System.nanoTime() - from);
        }
      }
    }
    Latencies.Summary s = latencies.summary();
    report.row(
        "the best hundred of what passes",
        "passing",
        passing,
        "share %",
        100.0 * passing / index.size(),
        "given as",
        given,
        "way",
        index.way(K, acceptable),
        "recall",
        Math.round(1_000 * recall) / 1_000.0,
        "p50 us",
        Math.round(s.p50() * 1_000),
        "p99 us",
        Math.round(s.p99() * 1_000));
  }
}
