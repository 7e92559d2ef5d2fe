package io.limpet.search.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.signal.ItemSignals;
import io.limpet.search.state.Rankings.Ranked;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaderboardTest {
  private static final int ITEMS = 6_000;

  private final Numbered<ItemSignals> signals = new Numbered<>();
  private final Leaderboard board = new Leaderboard(ItemSignals::trend);

  private void set(int number, double value) {
    signals.set(number, new ItemSignals("i" + number, Map.of(), 0, value, 1, 1));
  }

  /** The slow twin: all that have a value, sorted. */
  private List<Integer> sorted() {
    return IntStream.range(0, ITEMS)
        .boxed()
        .filter(number -> signals.get(number) != null)
        .filter(number -> value(number) != 0)
        .sorted(Comparator.comparingDouble(this::value).reversed().thenComparing(n -> n))
        .limit(Rankings.KEPT)
        .toList();
  }

  private double value(int number) {
    ItemSignals of = signals.get(number);
    return of == null ? 0 : of.trend();
  }

  /** Few values, so that many are equal; they rise and fall, and items go. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void leadsAsSortingAllDoes(long seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      var changed = new BitSet();
      int changes = round % 20 == 0 ? 3_000 : 1 + random.nextInt(300);
      for (int i = 0; i < changes; i++) {
        int number = random.nextInt(ITEMS);
        changed.set(number);
        if (random.nextInt(10) == 0) {
          signals.set(number, null);
        } else {
          set(number, random.nextInt(500) * (random.nextInt(4) == 0 ? 0 : 1));
        }
      }
      assertThat(board.after(changed, signals).stream().map(Ranked::number).toList())
          .as("round %d of seed %d", round, seed)
          .isEqualTo(sorted());
    }
  }

  @Test
  void findsWhoWasLeftOutWhenLeadersFall() {
    var all = new BitSet();
    for (int number = 0; number < ITEMS; number++) {
      set(number, ITEMS - number);
      all.set(number);
    }
    board.after(all, signals);
    var fallen = new BitSet();
    for (int number = 0; number < 1_500; number++) {
      set(number, 0.5);
      fallen.set(number);
    }
    List<Integer> expected = new ArrayList<>();
    IntStream.range(1_500, 2_500).forEach(expected::add);
    assertThat(board.after(fallen, signals).stream().map(Ranked::number).toList())
        .isEqualTo(expected);
  }

  @Test
  void ranksWhatWasReportedSinceTheLastTime() {
    var store = new SignalStore(new ItemIds());
    store.take("a", ItemSignals.empty("a").with(EventType.VIEW_ITEM, 1, 1_000));
    store.rank();
    store.take("b", ItemSignals.empty("b").with(EventType.PURCHASE, 1, 1_000));
    assertThat(store.rankings().popular()).extracting(Ranked::number).containsExactly(0);
    store.rank();
    assertThat(store.rankings().popular()).extracting(Ranked::number).containsExactly(1, 0);
    store.take("b", null);
    store.rank();
    assertThat(store.rankings().popular()).extracting(Ranked::number).containsExactly(0);
  }
}
