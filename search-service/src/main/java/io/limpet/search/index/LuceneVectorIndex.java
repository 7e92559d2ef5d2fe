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
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.VectorUtil;

/**
 * An HNSW graph in Lucene's files, built once from a generation and read-only afterwards: one
 * segment, whose recall no churn can spoil. Items that come later lie beside it and are compared
 * one by one, so they are found at once; when they are many they are written into a segment of
 * their own.
 */
public final class LuceneVectorIndex implements VectorIndex {
  /** Later items beyond which they are written to the disk: comparing so many takes its time. */
  static final int LATER_MOST = 10_000;

  private final Directory directory;
  private final Map<String, String> stamp;
  private final HnswSettings settings;
  private final int dimensions;
  private final ItemIds ids;
  private final ConcurrentHashMap<Integer, float[]> later = new ConcurrentHashMap<>();
  private final Effort effort;
  private final Set<Integer> deleted = ConcurrentHashMap.newKeySet();
  private volatile Segments segments;

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
    this.segments = new Segments(directory, ids);
    Optional<Segment> largest = segments.largest();
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
    Segments now = segments;
    return now.size()
        + (int) later.keySet().stream().filter(item -> !now.contains(item)).count()
        - (int) deleted.stream().filter(now::contains).count();
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
        Optional<List<Hit>> hits = tryToSearch(query, k, acceptable, effort);
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
      float[] query, int k, Acceptable acceptable, Effort effort) throws IOException {
    var top = new TopHits(k);
    boolean allStored = later.isEmpty();
    // Before the segments, so that an item on its way into them is met at least once.
    later.forEach(
        (item, vector) -> {
          if (acceptable.test(item)) {
            top.offer(item, VectorUtil.dotProduct(query, vector));
          }
        });
    IntPredicate stored =
        allStored && deleted.isEmpty()
            ? acceptable::test
            : item -> !later.containsKey(item) && !deleted.contains(item) && acceptable.test(item);
    if (!segments.search(query, k, effort, acceptable, stored, top)) {
      return Optional.empty();
    }
    List<Hit> best = top.bestFirst();
    if (allStored) {
      return Optional.of(best);
    }
    // An item that was just being written may have been met in memory and in its segment.
    Set<Integer> met = new HashSet<>();
    return Optional.of(best.stream().filter(hit -> met.add(hit.item())).toList());
  }

  @Override
  public synchronized void add(int item, float[] vector) {
    VectorIndex.check(dimensions(), vector);
    later.put(item, vector.clone());
    deleted.remove(item);
    if (later.size() > LATER_MOST) {
      writeLater();
    }
  }

  @Override
  public synchronized void delete(int item) {
    deleted.add(item);
    later.remove(item);
  }

  private void writeLater() {
    Map<Integer, float[]> written = Map.copyOf(later);
    Map<String, float[]> stored = new HashMap<>();
    written.forEach((item, vector) -> stored.put(ids.id(item), vector));
    try {
      IndexFiles.append(directory, stamp, settings, stored);
      Segments before = segments;
      segments = new Segments(directory, ids);
      written.forEach(later::remove);
      before.close();
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + directory, e);
    }
  }

  /** How its largest segment is searched for the best {@code k}. */
  public Effort.Way way(int k, Acceptable acceptable) {
    return segments.largest().map(s -> s.way(k, effort, acceptable)).orElse(Effort.Way.SWEEP);
  }

  /** How far its searches look. */
  public Effort effort() {
    return effort;
  }

  @Override
  public void close() {
    try {
      segments.close();
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing " + directory, e);
    }
  }
}
