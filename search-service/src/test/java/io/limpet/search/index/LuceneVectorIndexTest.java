package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.search.state.ItemIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuceneVectorIndexTest extends VectorIndexContract {
  /** Takes the graph although so few items could be compared one by one. */
  private static final HnswSettings GRAPH = new HnswSettings(24, 200, 160, 0, true);

  private static final int LATER_MOST = LuceneVectorIndex.Tending.DEFAULT.laterMost();

  @Override
  protected VectorIndex open(Path folder, Generation generation, ItemIds ids) {
    return LuceneVectorIndex.open(folder, generation, GRAPH, ids);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("index"))) {
      return files.sorted().toList();
    }
  }

  private VectorIndex reopened() {
    index.close();
    index = open(folder.resolve("index"), generation, ids);
    return index;
  }

  @Test
  void comparesAllWhenTheyAreFewAndMissesNothing() {
    index.close();
    index = LuceneVectorIndex.open(folder.resolve("index"), generation, HnswSettings.DEFAULT, ids);
    float[] query = query();
    assertThat(index.search(query, 100, Acceptable.ALL).stream().map(Hit::item))
        .containsExactlyElementsOf(
            expected(query, 100, Acceptable.ALL).stream().map(Hit::item).toList());
  }

  @Test
  void findsNearlyAllOfTheBestHundredOfManyItemsWhoseLengthsDiffer() {
    int items = 5_000;
    int asked = 50;
    Generation many =
        RandomGeneration.write(new Registry(folder.resolve("many")), "g1", items, 64, seed);
    var ids = new ItemIds();
    var exact = new ExactVectorIndex(64);
    for (int row = 0; row < items; row++) {
      exact.add(ids.number(many.items().id(row)), many.items().vectors().row(row));
    }
    var random = new Random(seed);
    long found = 0;
    try (VectorIndex graph = LuceneVectorIndex.open(folder.resolve("graph"), many, GRAPH, ids)) {
      for (int i = 0; i < asked; i++) {
        float[] query = RandomGeneration.vector(random, 64, 1);
        List<Integer> best = items(exact.search(query, 100, Acceptable.ALL));
        found +=
            items(graph.search(query, 100, Acceptable.ALL)).stream().filter(best::contains).count();
      }
    }
    assertThat(found / (100.0 * asked)).as("recall@100, seed %d", seed).isGreaterThan(0.9);
  }

  private static List<Integer> items(List<Hit> hits) {
    return hits.stream().map(Hit::item).toList();
  }

  @Test
  void isOpenedAgainWithoutBeingBuilt() throws IOException {
    for (Path file : files()) {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    }
    reopened();
    assertThat(index.size()).isEqualTo(ITEMS);
    for (Path file : files()) {
      assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(1));
    }
  }

  @Test
  void isBuiltAnewWhenItsGenerationHasChanged() {
    index.close();
    generation =
        RandomGeneration.write(
            new Registry(folder.resolve("other")), "g1", ITEMS - 5, DIMENSIONS, seed + 1);
    index = open(folder.resolve("index"), generation, ids);
    assertThat(index.size()).isEqualTo(ITEMS - 5);
  }

  @Test
  void isBuiltAnewWhenAFileIsDamagedOrMissing() throws IOException {
    index.close();
    Path vectors =
        files().stream().filter(file -> file.toString().endsWith(".vec")).findFirst().orElseThrow();
    byte[] bytes = Files.readAllBytes(vectors);
    bytes[bytes.length / 2] ^= 1;
    Files.write(vectors, bytes);
    findsTheHighestDotProductsOfVectorsOfAnyLength(reopenedAfterClose());
    index.close();
    Files.delete(
        files().stream()
            .filter(file -> file.toString().endsWith(".vec"))
            .findFirst()
            .orElseThrow());
    findsTheHighestDotProductsOfVectorsOfAnyLength(reopenedAfterClose());
    index.close();
    try (Stream<Path> all = Files.list(folder.resolve("index"))) {
      Path commit =
          all.filter(f -> f.getFileName().toString().startsWith("segments_"))
              .findFirst()
              .orElseThrow();
      Files.write(commit, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    }
    findsTheHighestDotProductsOfVectorsOfAnyLength(reopenedAfterClose());
  }

  private VectorIndex reopenedAfterClose() {
    index = open(folder.resolve("index"), generation, ids);
    return index;
  }

  private void findsTheHighestDotProductsOfVectorsOfAnyLength(VectorIndex opened) {
    assertThat(opened.size()).isEqualTo(ITEMS);
    findsTheHighestDotProductsOfVectorsOfAnyLength();
  }

  @Test
  void findsEveryLaterItemWhileTheyAreWrittenToTheDisk() throws InterruptedException {
    float[] query = query();
    float[] near = query.clone();
    int first = ids.number("first");
    index.add(first, near);
    var done = new AtomicBoolean();
    CompletableFuture<Integer> searches =
        CompletableFuture.supplyAsync(
            () -> {
              int count = 0;
              while (!done.get() || count == 0) {
                List<Hit> hits = index.search(query, 50, Acceptable.when(item -> item == first));
                assertThat(hits).extracting(Hit::item).containsExactly(first);
                count++;
              }
              return count;
            });
    for (int i = 0; i < LATER_MOST + 10; i++) {
      index.add(ids.number("later" + i), RandomGeneration.vector(random, DIMENSIONS, 0.1));
    }
    ((LuceneVectorIndex) index).settle();
    done.set(true);
    assertThat(searches.join()).isPositive();
    assertThat(index.size()).isEqualTo(ITEMS + 1 + LATER_MOST + 10);
    index.delete(first);
    assertThat(index.search(near, 50, Acceptable.when(item -> item == first))).isEmpty();
    // A few may have come after it began to write; those are read from the topic again.
    assertThat(reopened().size()).isBetween(ITEMS + LATER_MOST, ITEMS + 1 + LATER_MOST + 10);
  }

  @Test
  void whatChangesWhileItIsWrittenStaysAsItWasChangedLast() throws InterruptedException {
    float[] query = query();
    Map<Integer, float[]> twin = new HashMap<>();
    for (int i = 0; i < 3 * LATER_MOST; i++) {
      int item = ids.number("later" + random.nextInt(9_000));
      if (random.nextInt(8) == 0) {
        index.delete(item);
        twin.remove(item);
      } else {
        float[] vector = RandomGeneration.vector(random, DIMENSIONS, 1);
        index.add(item, vector);
        twin.put(item, vector);
      }
    }
    ((LuceneVectorIndex) index).settle();
    assertThat(index.size()).as("seed %d", seed).isEqualTo(ITEMS + twin.size());
    Acceptable later = Acceptable.when(item -> ids.id(item).startsWith("later"));
    List<Hit> hits = index.search(query, 10_000, later);
    assertThat(hits).as("seed %d", seed).hasSize(twin.size());
    for (Hit hit : hits) {
      assertThat((double) hit.score())
          .as("seed %d", seed)
          .isCloseTo(dot(query, twin.get(hit.item())), org.assertj.core.data.Offset.offset(1e-3));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "3,100,100,.9,M is 3",
    "16,15,100,.9,efConstruction is 15",
    "16,100,0,.9,efSearch is 0",
    "16,100,100,1,recall is 1.0"
  })
  void refusesParametersOutOfBounds(
      int m, int efConstruction, int efSearch, double recall, String message) {
    assertThatThrownBy(() -> new HnswSettings(m, efConstruction, efSearch, recall, false))
        .hasMessageContaining(message);
  }
}
