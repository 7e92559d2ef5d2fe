package io.limpet.search.index;

import io.limpet.search.state.ItemIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.search.VectorScorer;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * The segments of an index as of one commit, searched without Lucene's query layer: a document's
 * item is known from an array. Thread-safe.
 */
final class Segments {
  private final DirectoryReader reader;
  private final List<Segment> segments = new ArrayList<>();
  private final int size;

  /** One segment: the item of each document, and the document of each item, -1 where none is. */
  private record Segment(LeafReader reader, int[] itemOf, int[] documentOf) {
    /** The documents of these items that are here, in order. */
    int[] documentsOf(int[] items) {
      return Arrays.stream(items)
          .filter(item -> item < documentOf.length && documentOf[item] >= 0)
          .map(item -> documentOf[item])
          .sorted()
          .toArray();
    }
  }

  Segments(Directory directory, ItemIds ids) throws IOException {
    this.reader = DirectoryReader.open(directory);
    for (LeafReaderContext context : reader.leaves()) {
      segments.add(segment(context.reader(), ids));
    }
    this.size = reader.numDocs();
  }

  private static Segment segment(LeafReader reader, ItemIds ids) throws IOException {
    int[] itemOf = new int[reader.maxDoc()];
    SortedDocValues values = reader.getSortedDocValues(IndexFiles.ID);
    int highest = 0;
    for (int document = 0; document < itemOf.length; document++) {
      values.advanceExact(document);
      itemOf[document] = ids.number(values.lookupOrd(values.ordValue()).utf8ToString());
      highest = Math.max(highest, itemOf[document]);
    }
    int[] documentOf = new int[highest + 1];
    Arrays.fill(documentOf, -1);
    Bits live = reader.getLiveDocs();
    for (int document = 0; document < itemOf.length; document++) {
      if (live == null || live.get(document)) {
        documentOf[itemOf[document]] = document;
      }
    }
    return new Segment(reader, itemOf, documentOf);
  }

  int size() {
    return size;
  }

  boolean contains(int item) {
    return segments.stream()
        .anyMatch(s -> item < s.documentOf().length && s.documentOf()[item] >= 0);
  }

  /** Offers what the graph finds; false if the segments are closed by now. */
  boolean searchGraph(float[] query, int candidates, IntPredicate acceptable, TopHits top)
      throws IOException {
    if (!reader.tryIncRef()) {
      return false;
    }
    try {
      for (Segment segment : segments) {
        int[] itemOf = segment.itemOf();
        Bits live = segment.reader().getLiveDocs();
        Bits bits =
            new Bits() {
              @Override
              public boolean get(int document) {
                return (live == null || live.get(document)) && acceptable.test(itemOf[document]);
              }

              @Override
              public int length() {
                return itemOf.length;
              }
            };
        var collector = new TopKnnCollector(candidates, Integer.MAX_VALUE);
        segment
            .reader()
            .searchNearestVectors(
                IndexFiles.VECTOR, query, collector, AcceptDocs.fromLiveDocs(bits, itemOf.length));
        for (ScoreDoc found : collector.topDocs().scoreDocs) {
          top.offer(itemOf[found.doc], product(found.score));
        }
      }
      return true;
    } finally {
      reader.decRef();
    }
  }

  /**
   * Offers items compared one by one; false if the segments are closed by now.
   *
   * @param items which to compare, null for all
   */
  boolean searchAmong(float[] query, int @Nullable [] items, IntPredicate acceptable, TopHits top)
      throws IOException {
    if (!reader.tryIncRef()) {
      return false;
    }
    try {
      for (Segment segment : segments) {
        // Scores where the vectors lie, without copying them to the heap.
        VectorScorer scorer =
            segment.reader().getFloatVectorValues(IndexFiles.VECTOR).scorer(query);
        DocIdSetIterator documents = scorer.iterator();
        if (items == null) {
          while (documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            offer(segment, documents.docID(), scorer, acceptable, top);
          }
        } else {
          for (int document : segment.documentsOf(items)) {
            documents.advance(document);
            offer(segment, document, scorer, acceptable, top);
          }
        }
      }
      return true;
    } finally {
      reader.decRef();
    }
  }

  private static void offer(
      Segment segment, int document, VectorScorer scorer, IntPredicate acceptable, TopHits top)
      throws IOException {
    int item = segment.itemOf()[document];
    // A document in place of which a later segment has another is not the item's any more.
    if (segment.documentOf()[item] == document && acceptable.test(item)) {
      top.offer(item, product(scorer.score()));
    }
  }

  /** Lucene scores a dot product d as d + 1, and as 1 / (1 - d) when it is negative. */
  private static float product(float score) {
    return score >= 1 ? score - 1 : 1 - 1 / score;
  }

  /** Reads every vector once, so that the first search finds them in memory. */
  void touch() throws IOException {
    for (Segment segment : segments) {
      FloatVectorValues vectors = segment.reader().getFloatVectorValues(IndexFiles.VECTOR);
      if (vectors != null) {
        DocIndexIterator documents = vectors.iterator();
        while (documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
          vectors.vectorValue(documents.index());
        }
      }
    }
  }

  /** Closes the files once no search uses them. */
  void close() throws IOException {
    reader.close();
  }
}
