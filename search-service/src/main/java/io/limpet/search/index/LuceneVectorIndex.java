package io.limpet.search.index;

import io.limpet.core.generation.Generation;
import io.limpet.search.index.IndexFiles.Changes;
import io.limpet.search.state.ItemIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;

/**
 * An HNSW graph in Lucene's files, built from a generation, and what changed since beside it in
 * memory ({@link LaterItems}), where it is found at once. When that is much, a thread of its own
 * writes it into a segment of its own, and makes one segment of several ({@link MergePlan}). All
 * stays where it is found until its segment takes over, in one assignment. No change waits for the
 * disk, and a search sees what there was when it began.
 */
public final class LuceneVectorIndex implements VectorIndex {
  static final String WRITE = "write";
  static final String MERGE = "merge";

  private final Directory directory;
  private final Map<String, String> stamp;
  private final HnswSettings settings;
  private final Generation generation;
  private final ItemIds ids;
  private final Tending tending;
  private final IndexMetrics metrics;
  private final Upkeep upkeep;
  private volatile Stock stock;

  /** Where the vectors are; what changed in memory goes before what is in segments. */
  private record Stock(Segments segments, LaterItems later) {}

  /**
   * When segments are written, and what is done between.
   *
   * @param laterMost changes in memory beyond which they are written to the disk: they take memory,
   *     and comparing them their time
   * @param graphFrom rows from which a merged segment gets a graph: so many are swept as fast as a
   *     graph of them is walked
   * @param pause after a failure
   * @param step is told what the thread does; what it throws is a failure of that
   */
  record Tending(int laterMost, int graphFrom, Upkeep.Pause pause, Step step) {
    static final Tending DEFAULT =
        new Tending(
            10_000,
            20_000,
            new Upkeep.Pause(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            what -> {});
  }

  /** Told where the thread is. */
  interface Step {
    void at(What what) throws IOException;
  }

  /** About to write, merge, put segments in use, and when they are. */
  enum What {
    WRITING,
    MERGING,
    HANDING_OVER,
    HANDED_OVER
  }

  private LuceneVectorIndex(
      Directory directory,
      Map<String, String> stamp,
      HnswSettings settings,
      Generation generation,
      ItemIds ids,
      IndexMetrics metrics,
      Tending tending)
      throws IOException {
    this.directory = directory;
    this.stamp = stamp;
    this.settings = settings;
    this.generation = generation;
    this.ids = ids;
    this.tending = tending;
    this.metrics = metrics;
    this.stock =
        new Stock(
            Segments.open(directory, ids, this::tune),
            new LaterItems(generation.dimensions(), ids.size()));
    this.upkeep =
        new Upkeep(
            directory.toString(),
            tending.pause(),
            List.of(
                new Upkeep.Task(WRITE, () -> later() >= tending.laterMost(), this::write),
                new Upkeep.Task(MERGE, () -> !mergeDue().isEmpty(), this::merge)),
            metrics::failed);
  }

  private Effort tune(Segment segment) throws IOException {
    return EffortTuning.of(settings, segment, generation);
  }

  /**
   * Opens the index of a generation, and builds it first unless {@code folder} holds it already,
   * finished and of the same files and settings. One that an older Lucene has written is upgraded.
   *
   * @throws UncheckedIOException when the folder cannot be written
   */
  public static LuceneVectorIndex open(
      Path folder, Generation generation, HnswSettings settings, ItemIds ids) {
    return open(folder, generation, settings, ids, 1);
  }

  /**
   * The same.
   *
   * @param threads that build it, at least 1
   */
  public static LuceneVectorIndex open(
      Path folder, Generation generation, HnswSettings settings, ItemIds ids, int threads) {
    return open(
        folder, generation, settings, ids, threads, IndexMetrics.unwatched(), Tending.DEFAULT);
  }

  static LuceneVectorIndex open(
      Path folder,
      Generation generation,
      HnswSettings settings,
      ItemIds ids,
      int threads,
      IndexMetrics metrics,
      Tending tending) {
    Map<String, String> stamp = IndexFiles.stamp(generation, settings);
    try {
      Directory directory = new MMapDirectory(folder);
      if (!IndexFiles.fits(directory, stamp)) {
        directory.close();
        IndexFiles.build(folder, generation, settings, threads);
        directory = new MMapDirectory(folder);
      } else if (IndexUpgrade.isDue(directory)) {
        IndexUpgrade.run(directory, settings);
      }
      var index =
          new LuceneVectorIndex(directory, stamp, settings, generation, ids, metrics, tending);
      metrics.opened(index);
      index.upkeep.wake();
      return index;
    } catch (IOException e) {
      throw new UncheckedIOException("index " + folder + " cannot be written or read: " + e, e);
    }
  }

  @Override
  public int dimensions() {
    return generation.dimensions();
  }

  @Override
  public int size() {
    Stock now = stock;
    return now.segments().size() + now.later().now().more(now.segments()::contains);
  }

  /** Changes in memory that no segment holds yet. */
  public int later() {
    return stock.later().size();
  }

  /** Segments that every search goes through. */
  public int segments() {
    return stock.segments().sizes().size();
  }

  @Override
  public List<Hit> search(float[] query, int k, Acceptable acceptable) {
    return search(query, k, acceptable, null);
  }

  /**
   * Searches with another effort than the one that fits the vectors: to measure what it costs.
   *
   * @param effort null for the one that fits
   */
  public List<Hit> search(float[] query, int k, Acceptable acceptable, @Nullable Effort effort) {
    VectorIndex.checkSearch(dimensions(), query, k);
    try {
      while (true) {
        Stock in = stock;
        Optional<List<Hit>> hits = tryToSearch(in, query, k, acceptable, effort);
        if (hits.isPresent()) {
          return hits.get();
        }
        // The segments were exchanged under the search.
        if (in == stock) {
          throw new IllegalStateException(directory + " is searched after it was closed");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("searching " + directory, e);
    }
  }

  /** One attempt; empty if the segments were closed meanwhile. */
  private static Optional<List<Hit>> tryToSearch(
      Stock in, float[] query, int k, Acceptable acceptable, @Nullable Effort effort)
      throws IOException {
    var top = new TopHits(k);
    LaterItems.Moment later = in.later().now();
    IntPredicate stored =
        later.isEmpty() ? acceptable::test : item -> !later.replaces(item) && acceptable.test(item);
    if (!in.segments().search(query, k, effort, acceptable, stored, top)) {
      return Optional.empty();
    }
    // Behind the segments, so that few are good enough to be looked at twice.
    later.search(query, acceptable, top);
    return Optional.of(top.bestFirst());
  }

  @Override
  public synchronized void add(int item, float[] vector) {
    VectorIndex.check(dimensions(), vector);
    stock.later().put(item, vector);
    wakeIfMany();
  }

  @Override
  public synchronized void delete(int item) {
    LaterItems.Moment later = stock.later().now();
    if (later.replaces(item) ? later.holds(item) : stock.segments().contains(item)) {
      stock.later().remove(item);
      wakeIfMany();
    }
  }

  private void wakeIfMany() {
    if (later() >= tending.laterMost()) {
      upkeep.wake();
    }
  }

  /** Writes what changed into a segment. In the thread. */
  private void write() throws IOException {
    LaterItems.Moment taken = stock.later().now();
    tending.step().at(What.WRITING);
    var changes = new Changes(new HashMap<>(), new ArrayList<>());
    taken.forEach(
        0,
        (item, vector) -> {
          if (vector == null) {
            changes.gone().add(ids.id(item));
          } else {
            changes.put().put(ids.id(item), vector);
          }
        });
    IndexFiles.append(directory, stamp, settings, changes);
    handOver(stock.segments().reopened(ids, this::tune), taken.filled());
  }

  private List<MergePlan.Size> mergeDue() {
    return MergePlan.due(stock.segments().sizes(), tending.graphFrom());
  }

  /** Makes one segment of some. In the thread. */
  private void merge() throws IOException {
    List<MergePlan.Size> some = mergeDue();
    tending.step().at(What.MERGING);
    IndexFiles.merge(directory, stamp, settings, some, tending.graphFrom(), upkeep::isClosed);
    if (!upkeep.isClosed()) {
      handOver(stock.segments().reopened(ids, this::tune), 0);
    }
  }

  /** Puts segments in use that hold the first so many slots. In the thread. */
  private void handOver(Segments next, int written) throws IOException {
    Segments before = stock.segments();
    try {
      tending.step().at(What.HANDING_OVER);
      if (written == 0) {
        exchange(next);
      } else {
        exchange(next, written);
      }
    } catch (IOException | RuntimeException | Error e) {
      next.close();
      throw e;
    }
    before.close();
    tending.step().at(What.HANDED_OVER);
  }

  private synchronized void exchange(Segments next) {
    stock = new Stock(next, stock.later());
  }

  private void exchange(Segments next, int written) {
    LaterItems before = stock.later();
    var left = new LaterItems(dimensions(), ids.size());
    LaterItems.Moment meanwhile = before.now();
    left.takeOver(meanwhile, written);
    synchronized (this) {
      // Only what came during that is copied while changes wait.
      left.takeOver(before.now(), meanwhile.filled());
      stock = new Stock(next, left);
    }
  }

  /** Waits until nothing is being written or merged. */
  void settle() throws InterruptedException {
    upkeep.settle();
  }

  /** How its largest segment is searched for the best {@code k}. */
  public Effort.Way way(int k, Acceptable acceptable) {
    return stock
        .segments()
        .largest()
        .map(largest -> largest.segment().way(k, largest.effort(), acceptable))
        .orElse(Effort.Way.SWEEP);
  }

  /** How far searches of its largest segment look. */
  public Effort effort() {
    return stock
        .segments()
        .largest()
        .map(Segments.Tuned::effort)
        .orElseGet(() -> EffortTuning.untuned(settings));
  }

  @Override
  public void close() {
    // A file half written would be begun anew, but its directory must not be closed under it.
    upkeep.close();
    metrics.closed(this);
    try {
      stock.segments().close();
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing " + directory, e);
    }
  }
}
