package io.limpet.search.state;

import io.limpet.core.signal.ItemSignals;
import io.limpet.search.state.Rankings.Ranked;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The items with the highest values of something, followed change by change: a second brings some
 * thousand changes, and a pass over a million items costs a tenth of it. Twice as many items as
 * lead are kept, and the best of all that were left out is remembered. As long as the last leader
 * is not behind that one, nobody outside can lead; else all items are looked at again. Belongs to
 * one thread.
 */
final class Leaderboard {
  private static final int POOL = 2 * Rankings.KEPT;

  /** The last is the first to give way; of equal values the item with the higher number. */
  private static final Comparator<Ranked> LAST_FIRST =
      Comparator.comparingDouble(Ranked::value)
          .thenComparing(Comparator.comparingInt(Ranked::number).reversed());

  private final ToDoubleFunction<ItemSignals> by;
  private final Map<Integer, Ranked> pool = new HashMap<>();
  private @Nullable Ranked leftOut;

  Leaderboard(ToDoubleFunction<ItemSignals> by) {
    this.by = by;
  }

  /**
   * The leaders after some items have changed, best first.
   *
   * @param changed their numbers, of all that changed since the last call
   */
  List<Ranked> after(BitSet changed, Numbered<ItemSignals> signals) {
    if (changed.cardinality() > POOL) {
      lookAtAll(signals);
    } else {
      changed.stream().forEach(number -> take(number, signals.get(number)));
    }
    List<Ranked> bestFirst = bestFirst();
    if (!isSure(bestFirst)) {
      lookAtAll(signals);
      bestFirst = bestFirst();
    }
    return List.copyOf(bestFirst.subList(0, Math.min(Rankings.KEPT, bestFirst.size())));
  }

  private void take(int number, @Nullable ItemSignals of) {
    Ranked ranked = ranked(number, of);
    if (ranked == null) {
      pool.remove(number);
    } else {
      pool.put(number, ranked);
    }
  }

  private @Nullable Ranked ranked(int number, @Nullable ItemSignals of) {
    double value = of == null ? 0 : by.applyAsDouble(of);
    return of == null || value == 0 || value == Double.NEGATIVE_INFINITY
        ? null
        : new Ranked(number, value, of.trendMillis());
  }

  /** Sorts the pool, and leaves out what is too much. */
  private List<Ranked> bestFirst() {
    List<Ranked> all = new ArrayList<>(pool.values());
    all.sort(LAST_FIRST.reversed());
    for (Ranked one : all.subList(Math.min(POOL, all.size()), all.size())) {
      pool.remove(one.number());
      leaveOut(one);
    }
    return all.subList(0, Math.min(POOL, all.size()));
  }

  private void leaveOut(Ranked one) {
    if (leftOut == null || LAST_FIRST.compare(one, leftOut) > 0) {
      leftOut = one;
    }
  }

  private boolean isSure(List<Ranked> bestFirst) {
    return leftOut == null
        || (bestFirst.size() >= Rankings.KEPT
            && LAST_FIRST.compare(bestFirst.get(Rankings.KEPT - 1), leftOut) >= 0);
  }

  private void lookAtAll(Numbered<ItemSignals> signals) {
    pool.clear();
    leftOut = null;
    var best = new PriorityQueue<Ranked>(LAST_FIRST);
    for (int number = 0; number < signals.length(); number++) {
      Ranked one = ranked(number, signals.get(number));
      if (one != null) {
        best.add(one);
        if (best.size() > POOL) {
          leaveOut(best.remove());
        }
      }
    }
    best.forEach(one -> pool.put(one.number(), one));
  }
}
