package io.limpet.system.bench;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.fixtures.SolrCluster;
import io.limpet.search.index.ExactVectorIndex;
import io.limpet.search.index.HnswSettings;
import io.limpet.search.index.Indexes;
import io.limpet.search.index.LocalIndexes;
import io.limpet.search.solr.SolrIndexes;
import io.limpet.search.solr.SolrSettings;
import io.limpet.search.state.ItemIds;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What it costs to keep vectors in a SolrCloud instead of in the service. */
@Command(
    name = "scale-out",
    mixinStandardHelpOptions = true,
    description = {
      "Recall@100 and latency of the service's own index and of a SolrCloud on this machine, a"
          + " process a node, on the same made-up vectors of 64 floats; with filters that leave"
          + " fewer and fewer items; and how long each takes to build."
    })
final class ScaleOutCommand implements Callable<Integer> {
  private static final int DIMENSIONS = 64;
  private static final HnswSettings SETTINGS = HnswSettings.DEFAULT;

  @Mixin private IndexProbe.Rounds rounds = new IndexProbe.Rounds();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--items",
      split = ",",
      paramLabel = "N",
      description = "Sizes of made-up catalogues (default: ${DEFAULT-VALUE}).",
      defaultValue = "20000,100000")
  private List<Integer> items = List.of(20_000, 100_000);

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes of SolrCloud (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int nodes = 2;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "Parts of an index (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int shards = 2;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      description = "Copies of each part (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int replicas = 1;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Heap of each node (default: ${DEFAULT-VALUE}).",
      defaultValue = "512m")
  private String heap = "512m";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the JSON goes (default: ${DEFAULT-VALUE}).",
      defaultValue = "target/bench/scale-out.json")
  private Path out = Path.of("target", "bench", "scale-out.json");

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    var report =
        new BenchReport("scale-out")
            .setting("nodes", nodes)
            .setting("shards", shards)
            .setting("replicas", replicas)
            .setting("heap_of_a_node", heap)
            .setting("searches", rounds.searches());
    try (var scratch = new Scratch("limpet-scale-out-");
        SolrCluster cluster = SolrCluster.start(Home.folder(), nodes, List.of("-Xmx" + heap))) {
      var solr =
          new SolrSettings(cluster.urls().stream().map(URI::create).toList(), shards, replicas);
      for (int count : items) {
        terminal.println("Measuring " + count + " items ...");
        terminal.flush();
        measure(report, scratch.path("of-" + count), solr, count);
      }
    }
    report.print(terminal);
    report.write(out);
    terminal.println("\nWritten to " + out);
    terminal.flush();
    return 0;
  }

  private void measure(BenchReport report, Path folder, SolrSettings solr, int count) {
    var registry = new Registry(folder.resolve("models"));
    Generation generation =
        new MadeUpShop(count, DIMENSIONS, 2).write(registry, "made-up-" + count);
    var ids = new ItemIds();
    try (var exact = new ExactVectorIndex(DIMENSIONS);
        var cluster = new SolrIndexes(solr, SETTINGS, ids, registry)) {
      for (int row = 0; row < count; row++) {
        exact.add(ids.number(generation.items().id(row)), generation.items().vectors().row(row));
      }
      var probe = new IndexProbe(report, generation, exact, rounds);
      Indexes local = new LocalIndexes(folder.resolve("indexes"), SETTINGS, ids);
      probe.measure("in the service", local);
      probe.measure(
          "SolrCloud, %d shards x %d on %d nodes".formatted(shards, replicas, nodes), cluster);
    }
  }
}
