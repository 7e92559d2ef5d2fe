package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.search.state.ItemIds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link VectorIndex} has to do; each implementation runs it. */
public abstract class VectorIndexContract {
  protected static final int ITEMS = 2_000;
  protected static final int DIMENSIONS = 24;
  protected static final int K = 20;

  @TempDir protected Path folder;
  protected final ItemIds ids = new ItemIds();
  protected final long seed = seed();
  protected final Random random = new Random(seed);
  protected Generation generation;
  protected VectorIndex index;

  protected abstract VectorIndex open(Path folder, Generation generation, ItemIds ids);

  /** Of everything that is random; another for each test, unless it costs too much to build. */
  protected long seed() {
    return System.nanoTime();
  }

  @BeforeEach
  void fill() {
    generation =
        RandomGeneration.write(
            new Registry(folder.resolve("models")), "g1", ITEMS, DIMENSIONS, seed);
    index = open(folder.resolve("index"), generation, ids);
  }

  @AfterEach
  void close() {
    index.close();
  }

  /** Of somebody who likes what is like a certain item. */
  protected float[] query() {
    float[] query = RandomGeneration.vector(random, DIMENSIONS, 0.6);
    float[] liked = generation.items().vectors().row(random.nextInt(ITEMS));
    for (int i = 0; i < DIMENSIONS; i++) {
      query[i] += liked[i];
    }
    return query;
  }

  /** The slow way, from the tensors. */
  protected List<Hit> expected(float[] query, int k, Acceptable acceptable) {
    return IntStream.range(0, ITEMS)
        .mapToObj(row -> new Hit(item(row), dot(query, generation.items().vectors().row(row))))
        .filter(hit -> acceptable.test(hit.item()))
        .sorted(Hit.BEST_FIRST)
        .limit(k)
        .toList();
  }

  protected int item(int row) {
    return ids.number(generation.items().id(row));
  }

  static float dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return (float) sum;
  }

  private double recall(Acceptable acceptable) {
    int found = 0;
    int wanted = 0;
    for (int i = 0; i < 50; i++) {
      float[] query = query();
      List<Integer> hits = index.search(query, K, acceptable).stream().map(Hit::item).toList();
      for (Hit hit : expected(query, K, acceptable)) {
        wanted++;
        found += hits.contains(hit.item()) ? 1 : 0;
      }
    }
    return (double) found / wanted;
  }

  @Test
  protected void findsTheHighestDotProductsOfVectorsOfAnyLength() {
    assertThat(recall(Acceptable.ALL)).as("recall, seed %d", seed).isGreaterThan(0.95);
  }

  @Test
  void findsOnlyWhatIsAcceptableWithoutLosingRecall() {
    for (int every : new int[] {2, 10, 100}) {
      Acceptable some = Acceptable.when(item -> item % every == 0);
      assertThat(index.search(query(), K, some)).allMatch(hit -> hit.item() % every == 0);
      assertThat(recall(some)).as("1 in %d, seed %d", every, seed).isGreaterThan(0.95);
    }
  }

  @Test
  void findsAllOfAFewExactly() {
    int[] few = random.ints(0, ITEMS).distinct().limit(30).sorted().toArray();
    Acceptable among = Acceptable.among(few, item -> true);
    for (int question = 0; question < 3; question++) {
      float[] query = query();
      assertThat(index.search(query, 100, among).stream().map(Hit::item))
          .containsExactlyElementsOf(expected(query, 100, among).stream().map(Hit::item).toList());
    }
    float[] query = query();
    int best = index.search(query, 1, among).getFirst().item();
    index.delete(best);
    assertThat(index.search(query, 100, among)).noneMatch(hit -> hit.item() == best);
  }

  @Test
  void scoresAreTheDotProductsHighestFirst() {
    float[] query = query();
    List<Hit> hits = index.search(query, K, Acceptable.ALL);
    assertThat(hits).hasSize(K).isSortedAccordingTo(Hit.BEST_FIRST);
    for (Hit hit : hits) {
      int row = generation.items().row(ids.id(hit.item()));
      assertThat((double) hit.score())
          .isCloseTo(
              dot(query, generation.items().vectors().row(row)),
              org.assertj.core.data.Offset.offset(1e-3));
    }
  }

  @Test
  void findsAnItemAsSoonAsItWasAdded() {
    int item = ids.number("new");
    float[] query = query();
    float[] vector = query.clone();
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= 30;
    }
    index.add(item, vector);
    assertThat(index.search(query, 1, Acceptable.ALL).getFirst().item()).isEqualTo(item);
    assertThat(index.size()).isEqualTo(ITEMS + 1);
  }

  @Test
  void givesAnItemItsNewVector() {
    float[] query = query();
    int best = index.search(query, 1, Acceptable.ALL).getFirst().item();
    float[] opposite = query.clone();
    for (int i = 0; i < opposite.length; i++) {
      opposite[i] = -opposite[i];
    }
    index.add(best, opposite);
    assertThat(index.search(query, K, Acceptable.ALL)).noneMatch(hit -> hit.item() == best);
    assertThat(index.size()).isEqualTo(ITEMS);
  }

  @Test
  void findsADeletedItemNoMoreUntilItIsAddedAgain() {
    float[] query = query();
    int best = index.search(query, 1, Acceptable.ALL).getFirst().item();
    index.delete(best);
    index.delete(ids.number("never there"));
    assertThat(index.search(query, K, Acceptable.ALL)).noneMatch(hit -> hit.item() == best);
    assertThat(index.size()).isEqualTo(ITEMS - 1);
    index.add(best, generation.items().vectors().row(generation.items().row(ids.id(best))));
    assertThat(index.search(query, 1, Acceptable.ALL).getFirst().item()).isEqualTo(best);
  }

  @Test
  void givesFewerWhenThereAreFewer() {
    assertThat(index.search(query(), ITEMS * 2, Acceptable.ALL)).hasSize(ITEMS);
    assertThat(index.search(query(), 5, Acceptable.when(item -> false))).isEmpty();
  }

  @Test
  void aQueryOfZerosFindsSomething() {
    assertThat(index.search(new float[DIMENSIONS], 5, Acceptable.ALL)).hasSize(5);
  }

  @Test
  void refusesVectorsThatDoNotCompare() {
    float[] bad = query();
    bad[3] = Float.NaN;
    assertThatThrownBy(() -> index.search(bad, 1, Acceptable.ALL)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> index.add(0, Arrays.copyOf(bad, 3))).hasMessageContaining("3 floats");
    assertThatThrownBy(() -> index.search(query(), 0, Acceptable.ALL))
        .hasMessageContaining("k is 0");
  }
}
