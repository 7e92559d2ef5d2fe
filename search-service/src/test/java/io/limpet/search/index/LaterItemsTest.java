package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaterItemsTest {
  private static final int DIMENSIONS = 70;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final LaterItems items = new LaterItems(DIMENSIONS, 8);

  private static List<Hit> search(
      LaterItems.Moment moment, float[] query, int k, Acceptable acceptable, List<Hit> before) {
    var top = new TopHits(k);
    before.forEach(hit -> top.offer(hit.item(), hit.score()));
    moment.search(query, acceptable, top);
    return top.bestFirst();
  }

  /** One after the other, from a map. */
  private static List<Hit> slowly(
      Map<Integer, float[]> twin, float[] query, int k, Acceptable acceptable, List<Hit> before) {
    var exact = new ExactVectorIndex(DIMENSIONS);
    twin.forEach(exact::add);
    List<Hit> all = new ArrayList<>(before);
    if (!twin.isEmpty()) {
      all.addAll(exact.search(query, twin.size(), acceptable));
    }
    return all.stream().sorted(Hit.BEST_FIRST).limit(k).toList();
  }

  /** Of whole numbers, whose products are exact in whatever order they are summed. */
  private float[] vector() {
    float[] vector = RandomGeneration.vector(random, DIMENSIONS, 1 + random.nextInt(40));
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = Math.round(vector[i]);
    }
    return vector;
  }

  private void changeSome(Map<Integer, float[]> twin, int changes) {
    for (int change = 0; change < changes; change++) {
      int item = random.nextInt(2_000);
      if (random.nextInt(5) == 0) {
        items.remove(item);
        twin.remove(item);
      } else {
        float[] vector = vector();
        items.put(item, vector);
        twin.put(item, vector);
      }
    }
  }

  @Test
  void everyMomentGoesOnKnowingWhatAMapKnewThen() {
    Map<Integer, float[]> twin = new HashMap<>();
    List<LaterItems.Moment> moments = new ArrayList<>();
    List<Map<Integer, float[]>> then = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      moments.add(items.now());
      then.add(new HashMap<>(twin));
      changeSome(twin, 900);
    }
    for (int i = 0; i < moments.size(); i++) {
      LaterItems.Moment moment = moments.get(i);
      Map<Integer, float[]> known = then.get(i);
      Map<Integer, float[]> told = new HashMap<>();
      moment.forEach(
          0,
          (item, vector) -> {
            if (vector != null) {
              told.put(item, vector);
            }
          });
      assertThat(told.keySet()).as("seed %d", seed).isEqualTo(known.keySet());
      for (int item = 0; item < 2_000; item++) {
        assertThat(moment.holds(item)).isEqualTo(known.containsKey(item));
        assertThat(moment.replaces(item) || !known.containsKey(item)).isTrue();
      }
      for (int k : new int[] {1, 20, 3_000}) {
        float[] query = vector();
        Acceptable odd = Acceptable.when(item -> item % 2 == 1);
        int[] listed = random.ints(0, 2_500).distinct().limit(40).sorted().toArray();
        Acceptable some = Acceptable.among(listed, item -> item % 3 != 0);
        List<Hit> before = List.of(new Hit(5_000, 3f), new Hit(5_001, -1f));
        for (Acceptable acceptable : List.of(Acceptable.ALL, odd, some)) {
          assertThat(search(moment, query, k, acceptable, before))
              .as("moment %d, the best %d, seed %d", i, k, seed)
              .isEqualTo(slowly(known, query, k, acceptable, before));
        }
      }
    }
  }

  @Test
  void takesOverWhatChangedSince() {
    Map<Integer, float[]> twin = new HashMap<>();
    changeSome(new HashMap<>(), 1_500);
    int first = items.size();
    changeSome(twin, 700);
    LaterItems.Moment half = items.now();
    changeSome(twin, 700);
    var left = new LaterItems(DIMENSIONS, 0);
    left.takeOver(half, first);
    left.takeOver(items.now(), half.filled());
    float[] query = vector();
    assertThat(search(left.now(), query, 3_000, Acceptable.ALL, List.of()))
        .as("seed %d", seed)
        .isEqualTo(slowly(twin, query, 3_000, Acceptable.ALL, List.of()));
    for (int item = 0; item < 2_000; item++) {
      assertThat(left.now().holds(item)).isEqualTo(twin.containsKey(item));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-44, 1e-38, 1e-20, 1, 1e15})
  void noProductIsBeyondWhatBytesSay(double length) {
    var block = new LaterBlock(DIMENSIONS);
    for (int place = 0; place < 200; place++) {
      block.set(place, place, RandomGeneration.vector(random, DIMENSIONS, length), -1);
    }
    var products = new int[200];
    for (double scale : new double[] {0, 1e-44, 1, 1e15}) {
      var query = new LaterBlock.Query(RandomGeneration.vector(random, DIMENSIONS, scale));
      block.sweep(query, 200, products);
      for (int place = 0; place < 200; place++) {
        assertThat(block.most(place, query, products[place]) < block.product(place, query))
            .as("place %d, lengths %s and %s, seed %d", place, length, scale, seed)
            .isFalse();
      }
    }
  }

  @Test
  void whatBytesSayLeavesFewToBeLookedAt() {
    var block = new LaterBlock(64);
    for (int place = 0; place < LaterBlock.SIZE; place++) {
      block.set(place, place, RandomGeneration.vector(random, 64, 1), -1);
    }
    var query = new LaterBlock.Query(RandomGeneration.vector(random, 64, 1));
    var products = new int[LaterBlock.SIZE];
    block.sweep(query, LaterBlock.SIZE, products);
    // 8 is the length of the query, and a standard deviation of the products.
    long looked = 0;
    for (int place = 0; place < LaterBlock.SIZE; place++) {
      looked += block.most(place, query, products[place]) >= 3 * 8 ? 1 : 0;
    }
    assertThat(looked).as("seed %d", seed).isLessThan(LaterBlock.SIZE / 20);
  }

  @Test
  void aSearchMeetsEveryItemOnceWhileTheyChange() {
    var done = new AtomicBoolean();
    float[] query = new float[DIMENSIONS];
    query[0] = 1;
    for (int item = 0; item < 20; item++) {
      items.put(item, query.clone());
    }
    CompletableFuture<Integer> searches =
        CompletableFuture.supplyAsync(
            () -> {
              int count = 0;
              while (!done.get() || count == 0) {
                List<Hit> hits = search(items.now(), query, 1_000, Acceptable.ALL, List.of());
                assertThat(hits.stream().map(Hit::item)).doesNotHaveDuplicates().hasSize(20);
                count++;
              }
              return count;
            });
    for (int change = 0; change < 20_000; change++) {
      float[] vector = query.clone();
      vector[1] = change;
      items.put(change % 20, vector);
    }
    done.set(true);
    assertThat(searches.join()).isPositive();
  }
}
