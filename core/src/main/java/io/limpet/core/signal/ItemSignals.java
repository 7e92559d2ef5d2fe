package io.limpet.core.signal;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.EnumMap;
import java.util.Map;

/**
 * What all visitors together did with an item: what {@code limpet.item-signals} carries. Immutable;
 * the order in which events arrive does not matter.
 *
 * @param itemId which item
 * @param counts events by type since the beginning
 * @param units pieces bought, less pieces given back
 * @param trend sum over events of weight x 2^-(age / half-life), as of {@code trendMillis}
 * @param trendMillis time of the latest event, epoch milliseconds; 0 before the first
 * @param version rises with every change
 */
public record ItemSignals(
    String itemId,
    Map<EventType, Long> counts,
    long units,
    double trend,
    long trendMillis,
    long version) {

  /** After so many hours an event counts half in the trend. */
  public static final double TREND_HALF_LIFE_HOURS = 24;

  private static final double HALF_LIFE_MILLIS = TREND_HALF_LIFE_HOURS * 3_600_000;

  public ItemSignals {
    counts = Map.copyOf(counts);
  }

  /** Of an item that nothing happened to. */
  public static ItemSignals empty(String itemId) {
    return new ItemSignals(itemId, Map.of(), 0, 0, 0, 0);
  }

  /** The signals after one more event on the item. */
  public ItemSignals with(Event event, LineItem line) {
    return with(event.type(), line.quantity(), event.timestampMillis());
  }

  /**
   * The signals after one more event on the item.
   *
   * @param quantity pieces that the event was about
   * @param millis when it happened, epoch milliseconds
   */
  public ItemSignals with(EventType type, int quantity, long millis) {
    Map<EventType, Long> next = new EnumMap<>(EventType.class);
    next.putAll(counts);
    next.merge(type, 1L, Long::sum);
    long nextUnits =
        switch (type) {
          case PURCHASE -> units + quantity;
          case REFUND -> units - quantity;
          default -> units;
        };
    long latest = Math.max(trendMillis, millis);
    double nextTrend =
        trend * decay(latest - trendMillis) + type.defaultWeight() * decay(latest - millis);
    return new ItemSignals(itemId, next, nextUnits, nextTrend, latest, version + 1);
  }

  /** The trend as of a time not before {@code trendMillis}; never below zero. */
  public double trendAt(long millis) {
    return Math.max(0, trend * decay(Math.max(0, millis - trendMillis)));
  }

  /**
   * The trend as {@code log2(trend) + time / half-life}: all trends halve at the same pace, so it
   * orders items whenever their events were, and never underflows; negative infinity without one.
   */
  public double logTrend() {
    return trend <= 0
        ? Double.NEGATIVE_INFINITY
        : Math.log(trend) / Math.log(2) + trendMillis / HALF_LIFE_MILLIS;
  }

  /** How many events of a type there were. */
  public long count(EventType type) {
    return counts.getOrDefault(type, 0L);
  }

  /** Overall popularity: events by their default weights, never below zero. */
  public double popularity() {
    double sum = 0;
    for (Map.Entry<EventType, Long> entry : counts.entrySet()) {
      sum += entry.getKey().defaultWeight() * entry.getValue();
    }
    return Math.max(0, sum);
  }

  /**
   * Share of {@code base} events that led to a {@code target} event, smoothed towards {@code prior}
   * as if {@code strength} base events more had been seen (the mean of a beta posterior).
   */
  public double rate(EventType target, EventType base, double prior, double strength) {
    return (count(target) + prior * strength) / (count(base) + strength);
  }

  private static double decay(long millis) {
    return Math.pow(0.5, millis / HALF_LIFE_MILLIS);
  }
}
