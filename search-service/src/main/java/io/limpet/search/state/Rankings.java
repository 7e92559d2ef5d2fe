package io.limpet.search.state;

import io.limpet.core.ranking.Moment.Leaders;
import io.limpet.core.signal.ItemSignals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which items lead. Immutable.
 *
 * <p>All trends halve at the same pace, so their order and their ratios do not change while nothing
 * happens: a trend is kept as {@link ItemSignals#logTrend()}.
 */
public final class Rankings {
  /** How many leaders are kept. */
  public static final int KEPT = 1_000;

  static final Rankings EMPTY = new Rankings(List.of(), List.of());

  private final List<Ranked> trending;
  private final List<Ranked> popular;

  Rankings(List<Ranked> trending, List<Ranked> popular) {
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

  /** The items with the strongest trend, strongest first. */
  public List<Ranked> trending() {
    return trending;
  }

  /** The items with the most and weightiest events, most first. */
  public List<Ranked> popular() {
    return popular;
  }

  /** The strongest trend and popularity. */
  public Leaders leaders() {
    return new Leaders(
        trending.isEmpty() ? Double.NEGATIVE_INFINITY : trending.getFirst().value(),
        popular.isEmpty() ? 0 : popular.getFirst().value());
  }

  /** The trend of an item as a share of the strongest, 0 to 1. */
  public double trend(@Nullable ItemSignals signals) {
    if (signals == null || trending.isEmpty()) {
      return 0;
    }
    return Math.min(1, Math.pow(2, signals.logTrend() - trending.getFirst().value()));
  }

  /**
   * A popularity against that of the most popular, on a logarithmic scale, 0 to 1.
   *
   * @param popularity {@link ItemSignals#popularity()}, 0 or more
   */
  public double popularity(double popularity) {
    if (popularity == 0 || popular.isEmpty()) {
      return 0;
    }
    return Math.min(1, Math.log1p(popularity) / Math.log1p(popular.getFirst().value()));
  }
}
