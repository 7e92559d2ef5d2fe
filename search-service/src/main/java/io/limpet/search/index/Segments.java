package io.limpet.search.index;

import io.limpet.search.state.ItemIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;

/** The segments of an index as of one commit. Thread-safe. */
final class Segments {
  private final DirectoryReader reader;
  private final List<Segment> segments = new ArrayList<>();
  private final int size;

  Segments(Directory directory, ItemIds ids) throws IOException {
    this.reader = DirectoryReader.open(directory);
    for (LeafReaderContext context : reader.leaves()) {
      segments.add(new Segment(context.reader(), ids));
    }
    this.size = reader.numDocs();
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
