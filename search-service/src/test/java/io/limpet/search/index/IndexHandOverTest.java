package io.limpet.search.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.generation.Generation;
import io.limpet.core.generation.Registry;
import io.limpet.search.index.LuceneVectorIndex.Step;
import io.limpet.search.index.LuceneVectorIndex.Tending;
import io.limpet.search.index.LuceneVectorIndex.What;
import io.limpet.search.state.ItemIds;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found while segments are written, merged, and take over. */
class IndexHandOverTest {
  private static final int ITEMS = 400;
  private static final int DIMENSIONS = 24;
  private static final int MOST = 60;
  private static final int GRAPH_FROM = 450;
  private static final int ALL = 1_000_000;
  private static final Upkeep.Pause PAUSE =
      new Upkeep.Pause(Duration.ofMillis(1), Duration.ofMillis(4));

  @TempDir private Path folder;
  private final ItemIds ids = new ItemIds();
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final IndexMetrics metrics = new IndexMetrics(registry);
  private final ExactVectorIndex twin = new ExactVectorIndex(DIMENSIONS);

  /** For those steps that a test holds up. */
  private final Semaphore go = new Semaphore(0);

  private Generation generation;
  private LuceneVectorIndex index;

  @BeforeEach
  void write() {
    generation =
        RandomGeneration.write(
            new Registry(folder.resolve("models")), "g1", ITEMS, DIMENSIONS, seed);
    for (int row = 0; row < ITEMS; row++) {
      twin.add(ids.number(generation.items().id(row)), generation.items().vectors().row(row));
    }
  }

  private void open(HnswSettings settings, Step step) {
    open(settings, GRAPH_FROM, step);
  }

  private void open(HnswSettings settings, int graphFrom, Step step) {
    index =
        LuceneVectorIndex.open(
            folder.resolve("index"),
            generation,
            settings,
            ids,
            1,
            metrics,
            new Tending(MOST, graphFrom, PAUSE, step));
  }

  @AfterEach
  void close() {
    go.release(ALL);
    index.close();
  }

  private double failures(String task) {
    return registry.counter("limpet_index_failures", "task", task).count();
  }

  private float[] vector() {
    return RandomGeneration.vector(random, DIMENSIONS, Math.exp(random.nextGaussian() / 2));
  }

  /** New items, changed ones and such that go, of the trained and of later ones. */
  private void change(int changes) {
    for (int i = 0; i < changes; i++) {
      boolean trained = random.nextInt(4) == 0;
      int item = ids.number(trained ? "i" + random.nextInt(ITEMS) : "l" + random.nextInt(900));
      if (random.nextInt(4) == 0) {
        index.delete(item);
        twin.delete(item);
      } else {
        float[] vector = vector();
        index.add(item, vector);
        twin.add(item, vector);
      }
    }
  }

  private void compare(String when) {
    assertThat(index.size()).as("%s, seed %d", when, seed).isEqualTo(twin.size());
    int[] few = random.ints(0, ids.size()).distinct().limit(30).sorted().toArray();
    for (Acceptable acceptable :
        List.of(
            Acceptable.ALL,
            Acceptable.when(item -> item % 5 == 0),
            Acceptable.among(few, item -> true))) {
      float[] query = vector();
      List<Hit> hits = index.search(query, 20, acceptable);
      List<Hit> best = twin.search(query, ITEMS + ids.size(), acceptable);
      Map<Integer, Float> scores = new HashMap<>();
      best.forEach(hit -> scores.put(hit.item(), hit.score()));
      assertThat(hits).as("%s, seed %d", when, seed).hasSize(Math.min(20, best.size()));
      assertThat(hits.stream().map(Hit::item)).as("seed %d", seed).doesNotHaveDuplicates();
      for (int i = 0; i < hits.size(); i++) {
        // Nearly equal ones may change places: sums of floats depend on their order.
        assertThat(hits.get(i).score())
            .as("%s, place %d, seed %d", when, i, seed)
            .isCloseTo(best.get(i).score(), within(1e-3f))
            .isCloseTo(scores.getOrDefault(hits.get(i).item(), Float.NaN), within(1e-3f));
      }
    }
  }

  @Test
  void findsWhatItsTwinFindsBeforeAndAfterEveryStep() throws InterruptedException {
    BlockingQueue<What> arrived = new LinkedBlockingQueue<>();
    open(
        HnswSettings.DEFAULT,
        what -> {
          arrived.add(what);
          go.acquireUninterruptibly();
        });
    Map<What, Integer> steps = new EnumMap<>(What.class);
    What held = null;
    for (int round = 0; round < 150; round++) {
      change(1 + random.nextInt(25));
      compare("round " + round + " before " + held);
      What before = held;
      if (held != null) {
        held = null;
        go.release();
      }
      boolean busy = before != null && before != What.HANDED_OVER;
      // Elsewhere it is not certain that a step follows.
      held = busy || index.later() >= MOST ? arrived.take() : arrived.poll();
      if (held != null) {
        steps.merge(held, 1, Integer::sum);
      }
    }
    go.release(ALL);
    index.settle();
    compare("in the end");
    assertThat(steps).as("seed %d", seed).containsKeys(What.WRITING, What.HANDING_OVER);
    assertThat(steps).as("seed %d", seed).containsKey(What.MERGING);
    assertThat(index.later()).isLessThan(MOST);
    assertThat(index.segments()).isLessThan(10);
    assertThat(failures("write") + failures("merge")).isZero();
  }

  /**
   * A version is the score of its item; every fifth means that the item is gone. What a search
   * finds of an item was there at some time between its begin and its end.
   */
  @Test
  void everySearchFindsEachItemOnceAsItWasMeanwhile() {
    int items = 40;
    var handOvers = new AtomicInteger();
    // Changes do not run away from the thread: what each hand-over allows is enough for the next.
    var allowed = new Semaphore(2 * MOST);
    open(
        HnswSettings.DEFAULT,
        what -> {
          if (what == What.HANDED_OVER) {
            handOvers.incrementAndGet();
            allowed.release(2 * MOST);
          }
        });
    int[] numbers = new int[items];
    Map<Integer, Integer> places = new HashMap<>();
    var begun = new AtomicIntegerArray(items);
    var ended = new AtomicIntegerArray(items);
    for (int i = 0; i < items; i++) {
      // Half of them are in the graph.
      numbers[i] = ids.number((i % 2 == 0 ? "i" : "later") + i);
      places.put(numbers[i], i);
      index.add(numbers[i], new float[DIMENSIONS]);
    }
    Acceptable these = Acceptable.when(places::containsKey);
    var done = new AtomicBoolean();
    List<CompletableFuture<Integer>> searches = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      searches.add(
          CompletableFuture.supplyAsync(
              () -> {
                int count = 0;
                while (!done.get() || count == 0) {
                  searchOnce(these, places, begun, ended);
                  count++;
                }
                return count;
              }));
    }
    try {
      while (handOvers.get() < 25 && searches.stream().noneMatch(CompletableFuture::isDone)) {
        allowed.acquireUninterruptibly();
        int place = random.nextInt(items);
        int version = begun.incrementAndGet(place);
        if (isGone(version)) {
          index.delete(numbers[place]);
        } else {
          float[] vector = new float[DIMENSIONS];
          vector[0] = version;
          index.add(numbers[place], vector);
        }
        ended.set(place, version);
      }
    } finally {
      done.set(true);
    }
    searches.forEach(search -> assertThat(search.join()).isPositive());
    assertThat(handOvers.get()).isGreaterThanOrEqualTo(25);
  }

  private static boolean isGone(int version) {
    return version % 5 == 4;
  }

  private void searchOnce(
      Acceptable these,
      Map<Integer, Integer> places,
      AtomicIntegerArray begun,
      AtomicIntegerArray ended) {
    float[] query = new float[DIMENSIONS];
    query[0] = 1;
    int[] before = new int[places.size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = ended.get(i);
    }
    List<Hit> hits = index.search(query, 2 * places.size(), these);
    Map<Integer, Integer> found = new HashMap<>();
    for (Hit hit : hits) {
      assertThat(found.put(places.get(hit.item()), (int) hit.score())).as("twice").isNull();
    }
    for (int i = 0; i < before.length; i++) {
      int after = begun.get(i);
      Integer version = found.get(i);
      if (version != null) {
        assertThat(version).isBetween(before[i], after);
      } else {
        int last = before[i];
        while (last < after && !isGone(last)) {
          last++;
        }
        assertThat(isGone(last)).as("item %d of version %d to %d", i, before[i], after).isTrue();
      }
    }
  }

  @Test
  void goesOnWithWhatThereIsWhenAStepFailsAndTriesAgain() throws InterruptedException {
    var left = new EnumMap<What, Integer>(What.class);
    left.put(What.WRITING, 2);
    left.put(What.MERGING, 2);
    left.put(What.HANDING_OVER, 2);
    left.put(What.HANDED_OVER, 0);
    open(
        HnswSettings.DEFAULT,
        what -> {
          if (left.merge(what, -1, Integer::sum) >= 0) {
            throw new IOException("the disk is full");
          }
        });
    for (int round = 0; round < 12; round++) {
      change(2 * MOST);
      compare("round " + round);
      index.settle();
    }
    compare("in the end");
    assertThat(left.values()).as("each failed twice").allMatch(tries -> tries < 0);
    assertThat(failures("write") + failures("merge")).isEqualTo(6);
    assertThat(failures("write")).isGreaterThanOrEqualTo(2);
    assertThat(index.later()).isLessThan(MOST);
  }

  @Test
  void aMergedGraphIsBuiltWholeAndFindsNearlyAll() throws InterruptedException {
    open(new HnswSettings(24, 200, 160, 0, true), what -> {});
    int more = 3 * ITEMS;
    for (int i = 0; i < more; i++) {
      float[] vector = vector();
      int item = ids.number("more" + i);
      index.add(item, vector);
      twin.add(item, vector);
      if (index.later() >= MOST) {
        index.settle();
      }
    }
    // Of 1,600 rows, no two segments of which are about as large.
    assertThat(index.segments()).isLessThanOrEqualTo(6);
    assertThat(index.way(20, Acceptable.ALL)).isEqualTo(Effort.Way.GRAPH);
    int found = 0;
    for (int i = 0; i < 50; i++) {
      float[] query = vector();
      List<Integer> best = twin.search(query, 20, Acceptable.ALL).stream().map(Hit::item).toList();
      found +=
          (int)
              index.search(query, 20, Acceptable.ALL).stream()
                  .filter(hit -> best.contains(hit.item()))
                  .count();
    }
    assertThat(found / 1_000.0).as("recall, seed %d", seed).isGreaterThan(0.9);
  }

  @Test
  void closingBreaksAMergeOffAndTheNextStartMakesItGood() throws InterruptedException {
    BlockingQueue<What> arrived = new LinkedBlockingQueue<>();
    open(
        HnswSettings.DEFAULT,
        0,
        what -> {
          if (what == What.HANDED_OVER || what == What.MERGING) {
            arrived.add(what);
          }
          if (what == What.MERGING) {
            go.acquireUninterruptibly();
          }
        });
    do {
      // Enough for the next segment.
      change(2 * MOST);
    } while (arrived.take() != What.MERGING);
    int segments = index.segments();
    LuceneVectorIndex closing = index;
    var closer = new Thread(closing::close);
    closer.start();
    // It waits for the thread, so that it has said that all has to end.
    while (closer.isAlive() && closer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    go.release();
    closer.join();
    assertThat(failures("merge")).isZero();

    BlockingQueue<What> next = new LinkedBlockingQueue<>();
    open(
        HnswSettings.DEFAULT,
        0,
        what -> {
          go.acquireUninterruptibly();
          next.add(what);
        });
    assertThat(index.segments()).as("nothing was merged").isEqualTo(segments);
    go.release(ALL);
    index.settle();
    assertThat(next)
        .as("merged by the next")
        .startsWith(What.MERGING, What.HANDING_OVER, What.HANDED_OVER);
  }
}
