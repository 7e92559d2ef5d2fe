package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.search.state.ItemIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteGraphFormatTest {
  private static final int ITEMS = 3_000;
  private static final int DIMENSIONS = 32;
  private static final int K = 20;

  @TempDir Path folder;
  private Path index;
  private Generation generation;
  private final ItemIds ids = new ItemIds();

  @BeforeEach
  void make() {
    generation =
        RandomGeneration.write(new Registry(folder.resolve("models")), "g1", ITEMS, DIMENSIONS, 9);
    index = folder.resolve("index");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void writesOneSegmentWithAGraphThatLuceneSearchesByItself(int threads) throws IOException {
    build(threads);
    var exact = new ExactVectorIndex(DIMENSIONS);
    for (int row = 0; row < ITEMS; row++) {
      exact.add(row, generation.items().vectors().row(row));
    }
    var random = new Random(2);
    int found = 0;
    try (FSDirectory directory = FSDirectory.open(index);
        DirectoryReader reader = DirectoryReader.open(directory)) {
      assertThat(reader.leaves()).hasSize(1);
      LeafReader leaf = reader.leaves().getFirst().reader();
      assertThat(new Segment(leaf, ids).hasGraph()).isTrue();
      for (int i = 0; i < 50; i++) {
        float[] query = RandomGeneration.vector(random, DIMENSIONS, 1);
        Set<Integer> best = new HashSet<>();
        exact.search(query, K, Acceptable.ALL).forEach(hit -> best.add(hit.item()));
        var collector = new TopKnnCollector(160, Integer.MAX_VALUE);
        leaf.searchNearestVectors(
            IndexFiles.VECTOR, query, collector, AcceptDocs.fromLiveDocs(null, ITEMS));
        ScoreDoc[] hits = collector.topDocs().scoreDocs;
        for (int hit = 0; hit < K; hit++) {
          found += best.contains(hits[hit].doc) ? 1 : 0;
        }
      }
    }
    assertThat(found / (50.0 * K)).as("recall").isGreaterThan(0.9);
  }

  @Test
  void leavesNothingOfTheWayThere() {
    build(2);
    assertThat(index.resolve("parts")).doesNotExist();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("limpet-building-"));
  }

  private void build(int threads) {
    LuceneVectorIndex.open(index, generation, HnswSettings.DEFAULT, ids, threads).close();
  }
}
