package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LaterItemsTest {
  private final LaterItems items = new LaterItems();

  private static List<Hit> search(LaterItems.Moment moment, float[] query, int k) {
    var top = new TopHits(k);
    moment.search(query, item -> true, top);
    return top.bestFirst();
  }

  @Test
  void knowsWhatAMapKnows() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    Map<Integer, float[]> twin = new HashMap<>();
    for (int change = 0; change < 3_000; change++) {
      int item = random.nextInt(400);
      if (random.nextInt(5) == 0) {
        items.remove(item);
        twin.remove(item);
      } else {
        float[] vector = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
        items.put(item, vector);
        twin.put(item, vector);
      }
    }
    LaterItems.Moment now = items.now();
    Map<Integer, float[]> all = new HashMap<>();
    now.forEach(0, (vector, item) -> all.put(item, vector));
    assertThat(all.keySet()).as("seed %d", seed).isEqualTo(twin.keySet());
    float[] query = {1, -2, 3};
    List<Hit> found = search(now, query, 1_000);
    assertThat(found).as("seed %d", seed).hasSize(twin.size());
    for (Hit hit : found) {
      float[] vector = twin.get(hit.item());
      assertThat(all.get(hit.item())).isEqualTo(vector);
      assertThat((double) hit.score())
          .isCloseTo(vector[0] - 2 * vector[1] + 3 * vector[2], within(1e-5));
      assertThat(now.replaces(hit.item())).isTrue();
    }
    assertThat(now.replaces(1_000)).isFalse();
  }

  @Test
  void aSearchMissesNoItemThatChangesUnderIt() {
    var done = new AtomicBoolean();
    for (int item = 0; item < 20; item++) {
      items.put(item, new float[] {1, 1, 1});
    }
    CompletableFuture<Integer> searches =
        CompletableFuture.supplyAsync(
            () -> {
              int count = 0;
              while (!done.get() || count == 0) {
                Set<Integer> met = new HashSet<>();
                search(items.now(), new float[] {1, 1, 1}, 1_000)
                    .forEach(hit -> met.add(hit.item()));
                assertThat(met).hasSize(20);
                count++;
              }
              return count;
            });
    for (int change = 0; change < 50_000; change++) {
      items.put(change % 20, new float[] {1, 1, change});
    }
    done.set(true);
    assertThat(searches.join()).isPositive();
  }

  @Test
  void bitsAreASet() {
    long seed = System.nanoTime();
    var random = new Random(seed);
    var bits = new ItemBits();
    assertThat(bits.isUntouched()).isTrue();
    Set<Integer> twin = new HashSet<>();
    for (int change = 0; change < 2_000; change++) {
      int item = random.nextInt(700);
      if (random.nextBoolean()) {
        bits.add(item);
        twin.add(item);
      } else {
        bits.remove(item);
        twin.remove(item);
      }
    }
    Set<Integer> all = new HashSet<>();
    bits.forEach(all::add);
    assertThat(all).as("seed %d", seed).isEqualTo(twin);
    for (int item = 0; item < 1_000; item++) {
      assertThat(bits.contains(item)).isEqualTo(twin.contains(item));
    }
  }
}
