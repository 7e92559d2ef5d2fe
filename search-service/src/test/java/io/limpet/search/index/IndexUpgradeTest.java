package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.search.state.ItemIds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Version;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An index that Lucene 9.12.3 has written, kept among the resources: the vectors of {@code
 * RandomGeneration} with 300 items of 8 floats and seed 9, in the fields and with the graph's
 * parameters of {@link IndexFiles}.
 */
class IndexUpgradeTest {
  private static final int ITEMS = 300;
  private static final int DIMENSIONS = 8;
  private static final HnswSettings GRAPH = new HnswSettings(24, 200, 160, 0, true);

  @TempDir private Path folder;
  private Generation generation;
  private Path index;

  @BeforeEach
  void anIndexOfLucene9() throws IOException {
    generation =
        RandomGeneration.write(new Registry(folder.resolve("models")), "g1", ITEMS, DIMENSIONS, 9);
    index = Files.createDirectories(folder.resolve("index"));
    for (String file : List.of("_0.cfe", "_0.cfs", "_0.si", "segments_1")) {
      try (InputStream in = getClass().getResourceAsStream("/lucene-9-index/" + file)) {
        Files.copy(Objects.requireNonNull(in, file), index.resolve(file));
      }
    }
    stamp();
  }

  /** A commit that says what the files were built from, as the release that built them made one. */
  private void stamp() throws IOException {
    try (Directory directory = FSDirectory.open(index);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      writer.setLiveCommitData(IndexFiles.stamp(generation, GRAPH).entrySet());
      writer.commit();
    }
  }

  private SegmentInfos infos() throws IOException {
    try (Directory directory = FSDirectory.open(index)) {
      return SegmentInfos.readLatestCommit(directory);
    }
  }

  private static int writtenBy(SegmentInfos infos) {
    return infos.info(0).info.getVersion().major;
  }

  @Test
  void readsItAsItIs() throws IOException {
    var ids = new ItemIds();
    assertThat(writtenBy(infos())).isEqualTo(9);
    try (Directory directory = FSDirectory.open(index)) {
      assertThat(IndexFiles.fits(directory, IndexFiles.stamp(generation, GRAPH))).isTrue();
      var segments = Segments.open(directory, ids, segment -> EffortTuning.untuned(GRAPH));
      var random = new Random(3);
      for (int i = 0; i < 20; i++) {
        float[] query = RandomGeneration.vector(random, DIMENSIONS, 1);
        var top = new TopHits(10);
        segments.search(query, 160, null, Acceptable.ALL, item -> true, top);
        assertThat(top.bestFirst().getFirst().item()).isEqualTo(best(ids, query));
      }
      segments.close();
    }
  }

  @Test
  void upgradesItWithoutBuildingItAnew() throws IOException {
    var ids = new ItemIds();
    try (VectorIndex opened = LuceneVectorIndex.open(index, generation, GRAPH, ids)) {
      assertThat(opened.size()).isEqualTo(ITEMS);
      float[] query = RandomGeneration.vector(new Random(3), DIMENSIONS, 1);
      assertThat(opened.search(query, 10, Acceptable.ALL).getFirst().item())
          .isEqualTo(best(ids, query));
    }

    assertThat(writtenBy(infos())).isEqualTo(Version.LATEST.major);
    assertThat(infos().getIndexCreatedVersionMajor())
        .as("built anew it would not be 9")
        .isEqualTo(9);
    try (Directory directory = FSDirectory.open(index)) {
      assertThat(IndexUpgrade.isDue(directory)).isFalse();
      assertThat(IndexFiles.fits(directory, IndexFiles.stamp(generation, GRAPH))).isTrue();
    }
  }

  private int best(ItemIds ids, float[] query) {
    var exact = new ExactVectorIndex(DIMENSIONS);
    for (int row = 0; row < ITEMS; row++) {
      exact.add(ids.number(generation.items().id(row)), generation.items().vectors().row(row));
    }
    return exact.search(query, 1, Acceptable.ALL).getFirst().item();
  }
}
