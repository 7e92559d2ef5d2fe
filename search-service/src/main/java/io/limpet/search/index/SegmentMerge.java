package io.limpet.search.index;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FilterCodecReader;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnCollector;
import org.jspecify.annotations.Nullable;

/**
 * Merges some segments and no others. The graphs they have are hidden from Lucene: it would put the
 * rows of the others into the largest of them, and a graph that grew so over many merges finds less
 * than one that was built whole.
 */
final class SegmentMerge extends FilterMergePolicy {
  private final Set<String> names;

  SegmentMerge(Set<String> names) {
    super(NoMergePolicy.INSTANCE);
    this.names = names;
  }

  @Override
  public @Nullable MergeSpecification findMerges(
      MergeTrigger trigger, SegmentInfos infos, MergeContext context) {
    List<SegmentCommitInfo> some =
        infos.asList().stream().filter(segment -> names.contains(segment.info.name)).toList();
    if (some.isEmpty() || some.stream().anyMatch(context.getMergingSegments()::contains)) {
      return null;
    }
    var merges = new MergeSpecification();
    merges.add(
        new OneMerge(some) {
          @Override
          public CodecReader wrapForMerge(CodecReader reader) {
            return new WithoutGraph(reader);
          }
        });
    return merges;
  }

  private static final class WithoutGraph extends FilterCodecReader {
    WithoutGraph(CodecReader in) {
      super(in);
    }

    @Override
    public KnnVectorsReader getVectorReader() {
      return new VectorsAlone(in.getVectorReader());
    }

    @Override
    public CacheHelper getCoreCacheHelper() {
      return in.getCoreCacheHelper();
    }

    @Override
    public CacheHelper getReaderCacheHelper() {
      return in.getReaderCacheHelper();
    }
  }

  /** A reader of vectors that knows of no graph. */
  private static final class VectorsAlone extends KnnVectorsReader {
    private final KnnVectorsReader in;

    VectorsAlone(KnnVectorsReader in) {
      this.in = in;
    }

    @Override
    public void checkIntegrity() throws IOException {
      in.checkIntegrity();
    }

    @Override
    public FloatVectorValues getFloatVectorValues(String field) throws IOException {
      return in.getFloatVectorValues(field);
    }

    @Override
    public ByteVectorValues getByteVectorValues(String field) throws IOException {
      return in.getByteVectorValues(field);
    }

    @Override
    public void search(String field, float[] query, KnnCollector collector, AcceptDocs accepted)
        throws IOException {
      in.search(field, query, collector, accepted);
    }

    @Override
    public void search(String field, byte[] query, KnnCollector collector, AcceptDocs accepted)
        throws IOException {
      in.search(field, query, collector, accepted);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
