package io.limpet.search.index;

import io.limpet.core.generation.Generation;
import io.limpet.search.state.ItemIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HNSW graph in Lucene's files, built once from a generation and read-only afterwards: one
 * segment, whose recall no churn can spoil. Items that come later lie beside it in memory and are
 * compared one by one, so they are found at once; when they are many, a thread of its own writes
 * them into a segment of their own, while they are found where they are.
 */
public final class LuceneVectorIndex implements VectorIndex {
  /** Later items beyond which they are written to the disk: comparing so many takes its time. */
  static final int LATER_MOST = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(LuceneVectorIndex.class);

  private final Directory directory;
  private final Map<String, String> stamp;
  private final HnswSettings settings;
  private final int dimensions;
  private final ItemIds ids;
  private final Effort effort;
  private final ItemBits deleted = new ItemBits();
  private volatile Stock stock;
  private @Nullable Thread writing;
  private int writtenAt = LATER_MOST;
  private boolean closed;

  /** Where the vectors are; an item that is in both places is meant as it is in memory. */
  private record Stock(Segments segments, LaterItems later) {}

  private LuceneVectorIndex(
      Directory directory,
      Map<String, String> stamp,
      HnswSettings settings,
      Generation generation,
      ItemIds ids)
      throws IOException {
    this.directory = directory;
    this.stamp = stamp;
    this.settings = settings;
    this.dimensions = generation.dimensions();
    this.ids = ids;
    this.stock = new Stock(Segments.open(directory, ids), new LaterItems());
    Optional<Segment> largest = stock.segments().largest();
    this.effort =
        largest.isPresent()
            ? EffortTuning.of(settings, largest.get(), generation)
            : EffortTuning.untuned(settings);
  }

  /**
   * Opens the index of a generation, and builds it first unless {@code folder} holds it already,
   * finished and of the same files and settings. One that an older Lucene has written is upgraded.
   *
   * @throws UncheckedIOException when the folder cannot be written
   */
  public static LuceneVectorIndex open(
      Path folder, Generation generation, HnswSettings settings, ItemIds ids) {
    Map<String, String> stamp = IndexFiles.stamp(generation, settings);
    try {
      Directory directory = new MMapDirectory(folder);
      if (!IndexFiles.fits(directory, stamp)) {
        directory.close();
        IndexFiles.build(folder, generation, settings);
        directory = new MMapDirectory(folder);
      } else if (IndexUpgrade.isDue(directory)) {
        IndexUpgrade.run(directory, settings);
      }
      return new LuceneVectorIndex(directory, stamp, settings, generation, ids);
    } catch (IOException e) {
      throw new UncheckedIOException("index " + folder + " cannot be written or read: " + e, e);
    }
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int size() {
    Stock now = stock;
    var sum = new int[] {now.segments().size()};
    LaterItems.Moment later = now.later().now();
    later.forEach(0, (vector, item) -> sum[0] += now.segments().contains(item) ? 0 : 1);
    deleted.forEach(item -> sum[0] -= now.segments().contains(item) ? 1 : 0);
    return sum[0];
  }

  @Override
  public List<Hit> search(float[] query, int k, Acceptable acceptable) {
    return search(query, k, acceptable, effort);
  }

  /** Searches with another effort than the one that fits the vectors: to measure what it costs. */
  public List<Hit> search(float[] query, int k, Acceptable acceptable, Effort effort) {
    VectorIndex.checkSearch(dimensions(), query, k);
    try {
      while (true) {
        Optional<List<Hit>> hits = tryToSearch(stock, query, k, acceptable, effort);
        if (hits.isPresent()) {
          return hits.get();
        }
        // The segments were exchanged under the search.
      }
    } catch (IOException e) {
      throw new UncheckedIOException("searching " + directory, e);
    }
  }

  /** One attempt; empty if the segments were closed meanwhile. */
  private Optional<List<Hit>> tryToSearch(
      Stock in, float[] query, int k, Acceptable acceptable, Effort effort) throws IOException {
    var top = new TopHits(k);
    LaterItems.Moment later = in.later().now();
    later.search(query, acceptable::test, top);
    IntPredicate stored =
        later.isEmpty() && deleted.isUntouched()
            ? acceptable::test
            : item -> !later.replaces(item) && !deleted.contains(item) && acceptable.test(item);
    if (!in.segments().search(query, k, effort, acceptable, stored, top)) {
      return Optional.empty();
    }
    List<Hit> best = top.bestFirst();
    if (later.isEmpty()) {
      return Optional.of(best);
    }
    // An item that changes under the search may be met as it was and as it is.
    Set<Integer> met = new HashSet<>();
    return Optional.of(best.stream().filter(hit -> met.add(hit.item())).toList());
  }

  @Override
  public synchronized void add(int item, float[] vector) {
    VectorIndex.check(dimensions(), vector);
    stock.later().put(item, vector.clone());
    deleted.remove(item);
    if (writing == null && !closed && stock.later().size() >= writtenAt) {
      writing = Thread.ofPlatform().daemon().name("limpet-index-writer").start(this::write);
    }
  }

  @Override
  public synchronized void delete(int item) {
    deleted.add(item);
    stock.later().remove(item);
  }

  /** Writes later items to the disk until few are left. In the thread. */
  private void write() {
    while (true) {
      LaterItems.Moment taken = toWrite();
      if (taken == null) {
        return;
      }
      try {
        Map<String, float[]> vectors = new HashMap<>();
        taken.forEach(0, (vector, item) -> vectors.put(ids.id(item), vector));
        IndexFiles.append(directory, stamp, settings, vectors);
        exchange(stock.segments().reopened(ids), taken.filled());
      } catch (IOException | RuntimeException e) {
        LOG.warn("later items stay in memory, {} cannot be written: {}", directory, e.toString());
        tryLater();
      }
    }
  }

  /** What is to be written, or nothing, and then the thread ends. */
  private synchronized LaterItems.@Nullable Moment toWrite() {
    if (closed || stock.later().size() < writtenAt) {
      writing = null;
      return null;
    }
    return stock.later().now();
  }

  /** Puts segments in use that hold the first so many slots. */
  private synchronized void exchange(Segments next, int written) throws IOException {
    Stock before = stock;
    var left = new LaterItems();
    before.later().now().forEach(written, (vector, item) -> left.put(item, vector));
    stock = new Stock(next, left);
    writtenAt = LATER_MOST;
    before.segments().close();
  }

  /** After a failure as many more have to come. */
  private synchronized void tryLater() {
    writtenAt = stock.later().size() + LATER_MOST;
  }

  /** Waits for what is being written. */
  void settle() throws InterruptedException {
    Thread begun;
    synchronized (this) {
      begun = writing;
    }
    if (begun != null) {
      begun.join();
    }
  }

  /** How its largest segment is searched for the best {@code k}. */
  public Effort.Way way(int k, Acceptable acceptable) {
    return stock
        .segments()
        .largest()
        .map(s -> s.way(k, effort, acceptable))
        .orElse(Effort.Way.SWEEP);
  }

  /** How far its searches look. */
  public Effort effort() {
    return effort;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    try {
      // A file half written would be begun anew, but its directory must not be closed under it.
      settle();
      stock.segments().close();
      directory.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("closing " + directory, e);
    }
  }
}
