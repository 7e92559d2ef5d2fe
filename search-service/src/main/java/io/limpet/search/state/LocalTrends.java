package io.limpet.search.state;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.LineItem;
import io.limpet.core.signal.ItemSignals;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted in a region and through a channel, from the events' properties of these names.
 * Counts halve as trends of the whole shop do; they are kept as if everything happened at one
 * moment, by weighing later events more. Of the last {@link #PLACES} regions and channels together
 * the {@link #KEPT} leading items each are kept. Thread-safe.
 */
public final class LocalTrends {
  /** The event property and request field with the visitor's country or region. */
  public static final String REGION = "region";

  /** The event property and request field with the way the visitor came: web, app, shop. */
  public static final String CHANNEL = "channel";

  static final int PLACES = 500;
  static final int KEPT = 200;

  private static final double HALF_LIFE_MILLIS = ItemSignals.TREND_HALF_LIFE_HOURS * 3_600_000;

  private final ItemIds ids;
  private final LinkedHashMap<String, Map<Integer, Double>> byPlace =
      new LinkedHashMap<>(64, 0.75f, true);
  private long base;

  public LocalTrends(ItemIds ids) {
    this.ids = ids;
  }

  /** Takes in an event. */
  public synchronized void take(CleanEvent clean) {
    Event event = clean.event();
    if (event.type().defaultWeight() <= 0) {
      return;
    }
    add(event, REGION);
    add(event, CHANNEL);
  }

  private void add(Event event, String property) {
    String value = event.properties().get(property);
    if (value == null || value.isBlank()) {
      return;
    }
    if (base == 0) {
      base = event.timestampMillis();
    }
    double exponent = (event.timestampMillis() - base) / HALF_LIFE_MILLIS;
    if (exponent > 500) {
      rebase(event.timestampMillis());
      exponent = 0;
    }
    double weight = event.type().defaultWeight() * Math.pow(2, Math.max(-500, exponent));
    Map<Integer, Double> items =
        byPlace.computeIfAbsent(property + "=" + value, place -> new HashMap<>());
    for (LineItem line : event.items()) {
      int item = ids.find(line.itemId());
      if (item >= 0) {
        items.merge(item, weight, Double::sum);
      }
    }
    // Twice as many are let in before the weakest go, so that going costs little.
    if (items.size() > 2 * KEPT) {
      List<Integer> leaders = leaders(items, KEPT);
      items.keySet().retainAll(java.util.Set.copyOf(leaders));
    }
    if (byPlace.size() > PLACES) {
      var oldest = byPlace.entrySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  private void rebase(long millis) {
    double passed = Math.pow(2, -(millis - base) / HALF_LIFE_MILLIS);
    byPlace.values().forEach(items -> items.replaceAll((item, weight) -> weight * passed));
    base = millis;
  }

  /** Numbers of the leading items of a region and a channel, both where both are given. */
  public synchronized List<Integer> leading(
      @Nullable String region, @Nullable String channel, int most) {
    Map<Integer, Double> all = new HashMap<>();
    merge(all, REGION, region);
    merge(all, CHANNEL, channel);
    return leaders(all, most);
  }

  private void merge(Map<Integer, Double> all, String property, @Nullable String value) {
    Map<Integer, Double> items = value == null ? null : byPlace.get(property + "=" + value);
    if (items != null) {
      items.forEach((item, weight) -> all.merge(item, weight, Double::sum));
    }
  }

  private static List<Integer> leaders(Map<Integer, Double> items, int most) {
    return items.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }
}
