package io.limpet.core.profile;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a visitor beside the vector. Bounded, whatever the visitor does; immutable.
 *
 * @param recent what was done last, oldest first, at most {@link #RECENT}; a user is encoded anew
 *     from it when a generation changes
 * @param bought ids of items bought and not given back, oldest first, at most {@link #BOUGHT}
 * @param affinities weight of a category, halved every {@link #AFFINITY_HALF_LIFE_DAYS} days as of
 *     {@code lastMillis}, at most {@link #AFFINITIES}
 * @param events how many events there were in all
 * @param firstMillis time of the earliest event, epoch milliseconds
 * @param lastMillis time of the latest
 */
public record UserProfile(
    List<RecentItem> recent,
    List<String> bought,
    Map<String, Float> affinities,
    long events,
    long firstMillis,
    long lastMillis) {

  /** Entries of {@code recent}. */
  public static final int RECENT = 100;

  /** Entries of {@code bought}. */
  public static final int BOUGHT = 500;

  /** Entries of {@code affinities}. */
  public static final int AFFINITIES = 20;

  /** After so many days an affinity counts half. */
  public static final double AFFINITY_HALF_LIFE_DAYS = 30;

  private static final double MILLIS_PER_DAY = 86_400_000;

  public UserProfile {
    recent = List.copyOf(recent);
    bought = List.copyOf(bought);
    affinities = Map.copyOf(affinities);
  }

  /** Of somebody never seen. */
  public static UserProfile empty() {
    return new UserProfile(List.of(), List.of(), Map.of(), 0, Long.MAX_VALUE, 0);
  }

  /**
   * The profile after one more event. Impressions count as an event but leave no trace in {@code
   * recent}: showing an item is the shop's deed.
   *
   * @param categoryOf the top category of an item id, or null
   */
  public UserProfile with(Event event, Function<String, @Nullable String> categoryOf) {
    long last = Math.max(lastMillis, event.timestampMillis());
    List<RecentItem> nextRecent = recent;
    List<String> nextBought = bought;
    Map<String, Float> nextAffinities = affinities;
    if (event.type() != EventType.VIEW_ITEM_LIST && !event.items().isEmpty()) {
      nextRecent = recentWith(event);
      nextBought = boughtWith(event);
      nextAffinities = affinitiesWith(event, last, categoryOf);
    }
    return new UserProfile(
        nextRecent,
        nextBought,
        nextAffinities,
        events + 1,
        Math.min(firstMillis, event.timestampMillis()),
        last);
  }

  private List<RecentItem> recentWith(Event event) {
    List<RecentItem> next = new ArrayList<>(recent);
    // A late event goes where it belongs in time; among equals, arrival decides.
    int at = next.size();
    while (at > 0 && next.get(at - 1).timestampMillis() > event.timestampMillis()) {
      at--;
    }
    for (LineItem item : event.items()) {
      next.add(at++, new RecentItem(item.itemId(), event.type(), event.timestampMillis()));
    }
    return next.size() <= RECENT ? next : next.subList(next.size() - RECENT, next.size());
  }

  private List<String> boughtWith(Event event) {
    if (event.type() != EventType.PURCHASE && event.type() != EventType.REFUND) {
      return bought;
    }
    var next = new LinkedHashSet<>(bought);
    for (LineItem item : event.items()) {
      next.remove(item.itemId());
      if (event.type() == EventType.PURCHASE) {
        next.add(item.itemId());
      }
    }
    List<String> ids = List.copyOf(next);
    return ids.size() <= BOUGHT ? ids : ids.subList(ids.size() - BOUGHT, ids.size());
  }

  private Map<String, Float> affinitiesWith(
      Event event, long last, Function<String, @Nullable String> categoryOf) {
    Map<String, Float> next = new HashMap<>();
    float passed = decay(last - lastMillis);
    affinities.forEach((category, weight) -> next.put(category, weight * passed));
    float weight = event.type().defaultWeight() * decay(last - event.timestampMillis());
    for (LineItem item : event.items()) {
      String category = categoryOf.apply(item.itemId());
      if (category != null) {
        next.merge(category, weight, Float::sum);
      }
    }
    while (next.size() > AFFINITIES) {
      next.entrySet().stream()
          .min(
              Map.Entry.<String, Float>comparingByValue(
                      (a, b) -> Float.compare(Math.abs(a), Math.abs(b)))
                  .thenComparing(Map.Entry.comparingByKey()))
          .ifPresent(least -> next.remove(least.getKey()));
    }
    return next;
  }

  private static float decay(long millis) {
    return (float) Math.pow(0.5, millis / MILLIS_PER_DAY / AFFINITY_HALF_LIFE_DAYS);
  }
}
