package io.limpet.search.index;

import io.limpet.search.state.ItemIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/** The segments of an index as of one commit, largest first. Thread-safe. */
final class Segments {
  private final DirectoryReader reader;
  private final List<Tuned> segments;
  private final int size;

  /** A segment and how far searches of it look. */
  record Tuned(Segment segment, Effort effort) {}

  /** Finds out how far searches of a segment have to look. */
  interface Tuning {
    Effort of(Segment segment) throws IOException;
  }

  private Segments(DirectoryReader reader, List<Tuned> segments) {
    this.reader = reader;
    this.segments =
        segments.stream()
            .sorted(Comparator.comparingInt((Tuned tuned) -> tuned.segment().size()).reversed())
            .toList();
    this.size = reader.numDocs();
  }

  /** As of the last commit. */
  static Segments open(Directory directory, ItemIds ids, Tuning tuning) throws IOException {
    return of(DirectoryReader.open(directory), List.of(), ids, tuning);
  }

  /** As of the last commit by now. What has not changed since is shared with these. */
  Segments reopened(ItemIds ids, Tuning tuning) throws IOException {
    DirectoryReader changed = DirectoryReader.openIfChanged(reader);
    if (changed == null) {
      throw new IOException("nothing was committed since");
    }
    return of(changed, segments, ids, tuning);
  }

  private static Segments of(DirectoryReader reader, List<Tuned> before, ItemIds ids, Tuning tuning)
      throws IOException {
    try {
      Map<Object, Tuned> known = new HashMap<>();
      before.forEach(tuned -> known.put(tuned.segment().core(), tuned));
      List<Tuned> next = new ArrayList<>();
      for (LeafReaderContext context : reader.leaves()) {
        LeafReader leaf = context.reader();
        Tuned same = known.get(Segment.core(leaf));
        if (same == null) {
          var segment = new Segment(leaf, ids);
          next.add(new Tuned(segment, tuning.of(segment)));
        } else {
          next.add(new Tuned(same.segment().withDeletions(leaf), same.effort()));
        }
      }
      return new Segments(reader, next);
    } catch (IOException | RuntimeException | Error e) {
      reader.close();
      throw e;
    }
  }

  int size() {
    return size;
  }

  /** Of each segment. */
  List<MergePlan.Size> sizes() {
    return segments.stream().map(tuned -> tuned.segment().rows()).toList();
  }

  boolean contains(int item) {
    return segments.stream().anyMatch(tuned -> tuned.segment().contains(item));
  }

  /** The one with most rows. */
  Optional<Tuned> largest() {
    return segments.stream().findFirst();
  }

  /**
   * Offers the best of every segment; false if they are closed by now.
   *
   * @param effort null for the one that fits each segment
   */
  boolean search(
      float[] query,
      int k,
      @Nullable Effort effort,
      Acceptable acceptable,
      IntPredicate test,
      TopHits top)
      throws IOException {
    if (!reader.tryIncRef()) {
      return false;
    }
    try {
      for (Tuned tuned : segments) {
        Effort taken = effort == null ? tuned.effort() : effort;
        tuned.segment().search(query, k, taken, acceptable, test, top);
      }
      return true;
    } finally {
      reader.decRef();
    }
  }

  /** Closes the files once no search uses them. */
  void close() throws IOException {
    reader.close();
  }
}
