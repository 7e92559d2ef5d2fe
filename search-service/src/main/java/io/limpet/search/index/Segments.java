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
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;

/** The segments of an index as of one commit. Thread-safe. */
final class Segments {
  private final DirectoryReader reader;
  private final List<Segment> segments;
  private final int size;

  private Segments(DirectoryReader reader, List<Segment> segments) {
    this.reader = reader;
    this.segments = segments;
    this.size = reader.numDocs();
  }

  /** As of the last commit. */
  static Segments open(Directory directory, ItemIds ids) throws IOException {
    DirectoryReader reader = DirectoryReader.open(directory);
    List<Segment> segments = new ArrayList<>();
    for (LeafReaderContext context : reader.leaves()) {
      segments.add(new Segment(context.reader(), ids));
    }
    return new Segments(reader, segments);
  }

  /** As of the last commit by now. What has not changed since is shared with these. */
  Segments reopened(ItemIds ids) throws IOException {
    DirectoryReader changed = DirectoryReader.openIfChanged(reader);
    if (changed == null) {
      throw new IOException("nothing was committed since");
    }
    Map<Object, Segment> known = new HashMap<>();
    segments.forEach(segment -> known.put(segment.core(), segment));
    List<Segment> next = new ArrayList<>();
    for (LeafReaderContext context : changed.leaves()) {
      Segment same = known.get(Segment.core(context.reader()));
      next.add(
          same == null ? new Segment(context.reader(), ids) : same.withDeletions(context.reader()));
    }
    return new Segments(changed, next);
  }

  int size() {
    return size;
  }

  boolean contains(int item) {
    return segments.stream().anyMatch(segment -> segment.contains(item));
  }

  /** The one with most items. */
  Optional<Segment> largest() {
    return segments.stream().max(Comparator.comparingInt(Segment::size));
  }

  /** Offers the best of every segment; false if they are closed by now. */
  boolean search(
      float[] query, int k, Effort effort, Acceptable acceptable, IntPredicate test, TopHits top)
      throws IOException {
    if (!reader.tryIncRef()) {
      return false;
    }
    try {
      for (Segment segment : segments) {
        segment.search(query, k, effort, acceptable, test, top);
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
