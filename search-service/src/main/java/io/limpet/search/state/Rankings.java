package io.limpet.search.state;

import io.limpet.core.signal.ItemSignals;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which items lead. Immutable.
 *
 * <p>All trends halve at the same pace, so their order and their ratios do not change while nothing
 * happens: a trend is kept as {@code log2(trend) + time / half-life}, which orders items whenever
 * their events were and never underflows.
 */
public final class Rankings {
  /** How many leaders are kept. */
  public static final int KEPT = 1_000;

  static final Rankings EMPTY = new Rankings(List.of(), List.of());

  private static final double HALF_LIFE_MILLIS = ItemSignals.TREND_HALF_LIFE_HOURS * 3_600_000;

  private final List<Ranked> trending;
  private final List<Ranked> popular;

  private Rankings(List<Ranked> trending, List<Ranked> popular) {
    this.trending = trending;
    this.popular = popular;
  }

  /**
   * An item and what it is ranked by.
   *
   * @param number the item
   * @param value log-trend or popularity
   * @param latestMillis when something happened to it last
   */
  public record Ranked(int number, double value, long latestMillis) {}

  static Rankings of(Numbered<ItemSignals> signals) {
    return new Rankings(
        leaders(signals, Rankings::logTrend), leaders(signals, ItemSignals::popularity));
  }

  private static List<Ranked> leaders(
      Numbered<ItemSignals> signals, ToDoubleFunction<ItemSignals> by) {
    // The least leader is on top, to be replaced.
    Comparator<Ranked> order =
        Comparator.comparingDouble(Ranked::value)
            .thenComparing(Comparator.comparingInt(Ranked::number).reversed());
    var best = new PriorityQueue<Ranked>(order);
    for (int number = 0; number < signals.length(); number++) {
      ItemSignals of = signals.get(number);
      if (of == null) {
        continue;
      }
      double value = by.applyAsDouble(of);
      if (value == 0 || value == Double.NEGATIVE_INFINITY) {
        continue;
      }
      var ranked = new Ranked(number, value, of.trendMillis());
      if (best.size() < KEPT) {
        best.add(ranked);
      } else if (order.compare(ranked, best.element()) > 0) {
        best.remove();
        best.add(ranked);
      }
    }
    return best.stream().sorted(order.reversed()).toList();
  }

  private static double logTrend(ItemSignals signals) {
    return signals.trend() <= 0
        ? Double.NEGATIVE_INFINITY
        : Math.log(signals.trend()) / Math.log(2) + signals.trendMillis() / HALF_LIFE_MILLIS;
  }

  /** The items with the strongest trend, strongest first. */
  public List<Ranked> trending() {
    return trending;
  }

  /** The items with the most and weightiest events, most first. */
  public List<Ranked> popular() {
    return popular;
  }

  /** The trend of an item as a share of the strongest, 0 to 1. */
  public double trend(@Nullable ItemSignals signals) {
    if (signals == null || trending.isEmpty()) {
      return 0;
    }
    return Math.min(1, Math.pow(2, logTrend(signals) - trending.getFirst().value()));
  }

  /** The popularity of an item against the most popular, on a logarithmic scale, 0 to 1. */
  public double popularity(@Nullable ItemSignals signals) {
    if (signals == null || popular.isEmpty()) {
      return 0;
    }
    return Math.min(1, Math.log1p(signals.popularity()) / Math.log1p(popular.getFirst().value()));
  }
}
