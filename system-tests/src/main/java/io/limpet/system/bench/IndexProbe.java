package io.limpet.system.bench;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.Generation;
import io.limpet.core.profile.RecentItem;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.ExactVectorIndex;
import io.limpet.search.index.Hit;
import io.limpet.search.index.Indexes;
import io.limpet.search.index.VectorIndex;
import io.limpet.system.load.Latencies;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import picocli.CommandLine.Option;

/**
 * Asks indexes of one generation the same questions, in one thread: the hundred best items for
 * made-up visitors of a few looks each, of all items and of shares of them.
 */
final class IndexProbe {
  private static final int K = 100;
  private static final int QUERIES = 100;
  private static final int LOOKS = 3;

  /** Of the items, how many a filter leaves: one in so many. */
  private static final int[] ONE_IN = {1, 2, 10, 100, 1_000};

  private final BenchReport report;
  private final Generation generation;
  private final ExactVectorIndex exact;
  private final Rounds rounds;
  private final List<float[]> queries = new ArrayList<>();

  /** How often is asked. */
  static final class Rounds {
    @Option(
        names = "--warmup",
        paramLabel = "N",
        description = "Searches before any is timed (default: ${DEFAULT-VALUE}).",
        defaultValue = "3000")
    private int warmup = 3_000;

    @Option(
        names = "--searches",
        paramLabel = "N",
        description = "Searches that are timed, of each kind (default: ${DEFAULT-VALUE}).",
        defaultValue = "1000")
    private int searches = 1_000;

    int searches() {
      return searches;
    }
  }

  /**
   * @param exact what they should find
   */
  IndexProbe(BenchReport report, Generation generation, ExactVectorIndex exact, Rounds rounds) {
    this.report = report;
    this.generation = generation;
    this.exact = exact;
    this.rounds = rounds;
    Random random = new Random(11);
    while (queries.size() < QUERIES) {
      generation.encoder().vector(generation.encode(history(random))).ifPresent(queries::add);
    }
  }

  private List<RecentItem> history(Random random) {
    List<RecentItem> history = new ArrayList<>();
    for (int i = 0; i < LOOKS; i++) {
      String item = generation.items().id(random.nextInt(generation.items().size()));
      history.add(new RecentItem(item, EventType.VIEW_ITEM, 1_000L * i));
    }
    return history;
  }

  /** Builds an index and asks it. */
  void measure(String name, Indexes indexes) {
    long began = System.nanoTime();
    try (VectorIndex index = indexes.open(generation)) {
      double built = (System.nanoTime() - began) / 1e9;
      for (int i = 0; i < rounds.warmup; i++) {
        index.search(queries.get(i % QUERIES), K, Acceptable.ALL);
      }
      int items = generation.items().size();
      for (int every : ONE_IN) {
        Acceptable some = Acceptable.when(item -> item % every == 0);
        Latencies.Summary s = timed(index, some);
        report.row(
            "the best %d of %d items, one thread, ms".formatted(K, items),
            "index",
            name,
            "one acceptable in",
            every,
            "recall@" + K,
            "%.4f".formatted(recall(index, some)),
            "p50",
            s.p50(),
            "p95",
            s.p95(),
            "p99",
            s.p99(),
            "built in s",
            every == 1 ? built : "");
      }
    }
  }

  private double recall(VectorIndex index, Acceptable acceptable) {
    long found = 0;
    long wanted = 0;
    for (float[] query : queries) {
      Set<Integer> best = new HashSet<>();
      exact.search(query, K, acceptable).forEach(hit -> best.add(hit.item()));
      wanted += best.size();
      for (Hit hit : index.search(query, K, acceptable)) {
        found += best.contains(hit.item()) ? 1 : 0;
      }
    }
    return (double) found / wanted;
  }

  private Latencies.Summary timed(VectorIndex index, Acceptable acceptable) {
    // What a filter makes different is compiled as well before it is timed.
    for (int i = 0; i < QUERIES; i++) {
      index.search(queries.get(i), K, acceptable);
    }
    var latencies = new Latencies();
    for (int i = 0; i < rounds.searches; i++) {
      long from = System.nanoTime();
      index.search(queries.get(i % QUERIES), K, acceptable);
      latencies.addNanos(System.nanoTime() - from);
    }
    return latencies.summary();
  }
}
