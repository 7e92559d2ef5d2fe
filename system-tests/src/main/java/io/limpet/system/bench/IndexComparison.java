package io.limpet.system.bench;

import io.limpet.core.encoder.EncoderState;
import io.limpet.core.event.EventType;
import io.limpet.core.generation.Generation;
import io.limpet.core.profile.RecentItem;
import io.limpet.search.index.HnswSettings;
import io.limpet.system.index.ExactNearest;
import io.limpet.system.index.HnswlibNearest;
import io.limpet.system.index.JVectorNearest;
import io.limpet.system.index.LimpetNearest;
import io.limpet.system.index.Nearest;
import io.limpet.system.load.Latencies;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The service's index beside others, on the vectors of one generation and in one thread, with the
 * same M, efConstruction and efSearch. Queries are vectors of made-up users: of one to eight items
 * that one user of the encoder looked at. Recall@100 is the share of the hundred best items, by
 * exact search, that an index finds.
 */
final class IndexComparison {
  private static final int K = 100;
  private static final int QUERIES = 500;
  private static final int WARM_UP = 3_000;
  private static final int TIMED = 5_000;
  private static final int LONGEST_HISTORY = 8;
  private static final HnswSettings SERVED = HnswSettings.DEFAULT;

  private final BenchReport report;
  private final String table;
  private final Generation generation;
  private final Path folder;
  private final float[][] queries;
  private final List<Set<Integer>> best = new ArrayList<>();

  private IndexComparison(BenchReport report, Generation generation, Path folder) {
    this.report = report;
    this.table =
        "index of %d items, %d floats, k = %d, one thread"
            .formatted(generation.items().size(), generation.dimensions(), K);
    this.generation = generation;
    this.folder = folder;
    this.queries = queries(generation);
  }

  /**
   * Measures all of them.
   *
   * @param folder for the files of the service's index
   */
  static void run(BenchReport report, Generation generation, Path folder) {
    new IndexComparison(report, generation, folder).run();
  }

  private void run() {
    float[][] vectors = new float[generation.items().size()][generation.dimensions()];
    for (int row = 0; row < vectors.length; row++) {
      generation.items().vectors().row(row, vectors[row]);
    }
    try (var exact = new ExactNearest(vectors)) {
      for (float[] query : queries) {
        best.add(asSet(exact.search(query, Math.min(K, vectors.length))));
      }
    }
    var graph =
        new HnswSettings(
            SERVED.M(), SERVED.efConstruction(), SERVED.efSearch(), /* compareMost= */ 0);
    measure("Limpet as served", () -> new LimpetNearest(folder.resolve("s"), generation, SERVED));
    measure("Limpet, graph only", () -> new LimpetNearest(folder.resolve("g"), generation, graph));
    measure(
        "JVector 4.0.2",
        () -> new JVectorNearest(vectors, 2 * graph.M(), graph.efConstruction(), graph.efSearch()));
    measure(
        "hnswlib-core 1.2.1",
        () -> new HnswlibNearest(vectors, graph.M(), graph.efConstruction(), graph.efSearch()));
  }

  private void measure(String name, Supplier<Nearest> maker) {
    long began = System.nanoTime();
    try (Nearest index = maker.get()) {
      double built = (System.nanoTime() - began) / 1e9;
      long found = 0;
      long wanted = 0;
      for (int i = 0; i < queries.length; i++) {
        Set<Integer> exact = best.get(i);
        wanted += exact.size();
        for (int row : index.search(queries[i], K)) {
          found += exact.contains(row) ? 1 : 0;
        }
      }
      for (int i = 0; i < WARM_UP; i++) {
        index.search(queries[i % queries.length], K);
      }
      var latencies = new Latencies();
      for (int i = 0; i < TIMED; i++) {
        long from = System.nanoTime();
        index.search(queries[i % queries.length], K);
        latencies.addNanos(System.nanoTime() - from);
      }
      Latencies.Summary s = latencies.summary();
      report.row(
          table,
          "index",
          name,
          "recall@" + K,
          Math.round(10_000.0 * found / wanted) / 10_000.0,
          "p50 us",
          Math.round(s.p50() * 1_000),
          "p99 us",
          Math.round(s.p99() * 1_000),
          "built in s",
          built);
    }
  }

  private static float[][] queries(Generation generation) {
    Random random = new Random(11);
    List<float[]> queries = new ArrayList<>();
    while (queries.size() < QUERIES) {
      List<RecentItem> history = new ArrayList<>();
      for (int i = random.nextInt(LONGEST_HISTORY); i >= 0; i--) {
        String item = generation.items().id(random.nextInt(generation.items().size()));
        history.add(new RecentItem(item, EventType.VIEW_ITEM, 1_000L * history.size()));
      }
      EncoderState state = generation.encode(history);
      generation.encoder().vector(state).ifPresent(queries::add);
    }
    return queries.toArray(float[][]::new);
  }

  private static Set<Integer> asSet(int[] rows) {
    Set<Integer> set = new HashSet<>();
    for (int row : rows) {
      set.add(row);
    }
    return set;
  }
}
