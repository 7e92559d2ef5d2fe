package io.limpet.search.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.search.index.Acceptable;
import io.limpet.search.index.ExactVectorIndex;
import io.limpet.search.index.Hit;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimilarItemsTest {
  private static final int ITEMS = 1_000;
  private static final int DIMENSIONS = 8;

  private final long seed = System.nanoTime();
  private final float[][] vectors = vectors(new Random(seed));
  private final ExactVectorIndex index = new ExactVectorIndex(DIMENSIONS);
  private int searches;
  private long changes;

  private final SimilarItems similar =
      new SimilarItems(
          new SimilarItems.Finder() {
            @Override
            public List<Hit> search(float[] vector, int k, Acceptable acceptable) {
              searches++;
              return index.search(vector, k, acceptable);
            }

            @Override
            public long changes() {
              return changes;
            }
          },
          item -> item < ITEMS ? vectors[item] : null);

  SimilarItemsTest() {
    for (int item = 0; item < ITEMS; item++) {
      index.add(item, vectors[item]);
    }
  }

  private static float[][] vectors(Random random) {
    float[][] vectors = new float[ITEMS][DIMENSIONS];
    for (float[] vector : vectors) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  private double cosine(int a, int b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      ab += vectors[a][i] * vectors[b][i];
      aa += vectors[a][i] * vectors[a][i];
      bb += vectors[b][i] * vectors[b][i];
    }
    return ab / Math.sqrt(aa * bb);
  }

  /** The slow way: the highest cosines of three times as many highest products. */
  private List<Integer> expected(int item, int k, Acceptable acceptable) {
    return index.search(vectors[item], 3 * k, acceptable).stream()
        .map(Hit::item)
        .sorted(Comparator.comparingDouble((Integer other) -> cosine(item, other)).reversed())
        .limit(k)
        .toList();
  }

  private List<Integer> found(int item, int k, Acceptable acceptable) {
    return similar.of(item, k, acceptable).boxed().toList();
  }

  @Test
  void findsWhatASearchOfItsOwnFinds() {
    for (int item = 0; item < 20; item++) {
      for (int k : new int[] {1, 33, 100}) {
        for (int every : new int[] {1, 2, 7, 500}) {
          Acceptable acceptable = Acceptable.when(number -> number % every == 0);
          int looked = item;
          // Of two that floats cannot tell apart either may be first.
          assertThat(found(item, k, acceptable).stream().map(other -> cosine(looked, other)))
              .as("%d like %d of every %d, seed %d", k, item, every, seed)
              .usingElementComparator((x, y) -> Math.abs(x - y) < 1e-5 ? 0 : Double.compare(x, y))
              .containsExactlyElementsOf(
                  expected(item, k, acceptable).stream()
                      .map(other -> cosine(looked, other))
                      .toList());
        }
      }
    }
  }

  @Test
  void searchesOnceForAnItemThatManyLookAt() {
    Acceptable half = Acceptable.when(number -> number % 2 == 0);
    for (int i = 0; i < 10; i++) {
      found(5, 30, Acceptable.ALL);
      found(5, 20, half);
    }
    assertThat(searches).isEqualTo(1);
  }

  @Test
  void searchesAgainWhenTheIndexHasChangedALittleWhileAgo() {
    found(5, 30, Acceptable.ALL);
    changes++;
    long until = System.nanoTime() + 10_000_000_000L;
    while (searches == 1 && System.nanoTime() < until) {
      found(5, 30, Acceptable.ALL);
      Thread.onSpinWait();
    }
    assertThat(searches).isEqualTo(2);
  }

  @Test
  void anItemWithoutAVectorIsLikeNone() {
    assertThat(IntStream.of(ITEMS + 1).flatMap(item -> similar.of(item, 3, Acceptable.ALL)))
        .isEmpty();
  }
}
