package io.limpet.core.profile;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a visitor beside the vector. Bounded, whatever the visitor does; immutable.
 *
 * <p>The order in which events arrive does not matter, nor in which parts they come: a profile is
 * what its events say by their own times. That holds as long as a late event is not older than all
 * of {@code recent} (else the words on purchases that {@code recent} has lost cannot be weighed
 * against it), for events of different milliseconds (among equals, arrival decides), up to the
 * rounding of floats, and while there are no more than {@link #AFFINITIES} categories.
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

  /** What is left of an affinity when all of it was taken away is rounding. */
  private static final float ROUNDING = 1e-4f;

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
   * Of somebody who did this alone. Impressions count as an event but leave no trace in {@code
   * recent}: showing an item is the shop's deed.
   *
   * @param categoryOf the top category of an item id, or null
   */
  public static UserProfile of(Event event, Function<String, @Nullable String> categoryOf) {
    List<RecentItem> acts = new ArrayList<>();
    if (event.type() != EventType.VIEW_ITEM_LIST) {
      for (LineItem item : event.items()) {
        acts.add(new RecentItem(item.itemId(), event.type(), event.timestampMillis()));
      }
    }
    return of(acts, event.timestampMillis(), categoryOf);
  }

  /** Of somebody who did these things at one time, with one event. */
  private static UserProfile of(
      List<RecentItem> acts, long millis, Function<String, @Nullable String> categoryOf) {
    Map<String, Float> affinities = new HashMap<>();
    for (RecentItem act : acts) {
      String category = categoryOf.apply(act.itemId());
      if (category != null) {
        affinities.merge(category, act.type().defaultWeight(), Float::sum);
      }
    }
    return new UserProfile(
        latest(acts), Bought.of(Set.of(), acts), strongest(affinities), 1, millis, millis);
  }

  /**
   * The profile after one more event, however late.
   *
   * @param categoryOf the top category of an item id, or null
   */
  public UserProfile with(Event event, Function<String, @Nullable String> categoryOf) {
    return and(of(event, categoryOf));
  }

  /**
   * The profile of whoever did what both say: of a user, and what a device of hers was used for.
   */
  public UserProfile and(UserProfile other) {
    List<RecentItem> acts = mergedByTime(recent, other.recent);
    return new UserProfile(
        latest(acts),
        bought(other, acts),
        affinities(other),
        events + other.events,
        Math.min(firstMillis, other.firstMillis),
        Math.max(lastMillis, other.lastMillis));
  }

  /** Among equals those of {@code first} come first. */
  private static List<RecentItem> mergedByTime(List<RecentItem> first, List<RecentItem> second) {
    if (second.isEmpty()) {
      return first;
    }
    List<RecentItem> merged = new ArrayList<>(first.size() + second.size());
    if (first.isEmpty() || isNotAfter(first.getLast(), second.getFirst())) {
      // Nearly always: something new was done.
      merged.addAll(first);
      merged.addAll(second);
      return merged;
    }
    int from = 0;
    for (RecentItem act : second) {
      while (from < first.size() && isNotAfter(first.get(from), act)) {
        merged.add(first.get(from++));
      }
      merged.add(act);
    }
    merged.addAll(first.subList(from, first.size()));
    return merged;
  }

  private static boolean isNotAfter(RecentItem a, RecentItem b) {
    return a.timestampMillis() <= b.timestampMillis();
  }

  private static List<RecentItem> latest(List<RecentItem> acts) {
    return acts.size() <= RECENT ? acts : acts.subList(acts.size() - RECENT, acts.size());
  }

  /**
   * @param acts of both, more than either keeps
   */
  private List<String> bought(UserProfile other, List<RecentItem> acts) {
    if (other.bought.isEmpty() && other.recent.stream().noneMatch(a -> Bought.isWord(a.type()))) {
      return bought;
    }
    Set<String> settled = Bought.settled(bought, recent);
    settled.addAll(Bought.settled(other.bought, other.recent));
    return Bought.of(settled, acts);
  }

  private Map<String, Float> affinities(UserProfile other) {
    long last = Math.max(lastMillis, other.lastMillis);
    Map<String, Float> sum = new HashMap<>();
    float own = decay(last - lastMillis);
    affinities.forEach((category, weight) -> sum.put(category, weight * own));
    float theirs = decay(last - other.lastMillis);
    other.affinities.forEach(
        (category, weight) -> sum.merge(category, weight * theirs, Float::sum));
    return strongest(sum);
  }

  /** Takes the weakest out, in place, until few enough are left. */
  private static Map<String, Float> strongest(Map<String, Float> affinities) {
    while (affinities.size() > AFFINITIES) {
      affinities.entrySet().stream()
          .min(
              Map.Entry.<String, Float>comparingByValue(
                      (a, b) -> Float.compare(Math.abs(a), Math.abs(b)))
                  .thenComparing(Map.Entry.comparingByKey()))
          .ifPresent(least -> affinities.remove(least.getKey()));
    }
    return affinities;
  }

  private static float decay(long millis) {
    return (float) Math.pow(0.5, millis / MILLIS_PER_DAY / AFFINITY_HALF_LIFE_DAYS);
  }

  /** A profile in two: {@code before.and(after)} is the whole again. */
  public record Parts(UserProfile before, UserProfile after) {}

  /**
   * What was done up to a time, that millisecond included, and what after it. Nearly always all is
   * on one side; else {@code recent} says what is after, and all that has left no trace there, like
   * impressions, is taken to lie before.
   *
   * @param categoryOf the top category of an item id, or null
   */
  public Parts partedAt(long millis, Function<String, @Nullable String> categoryOf) {
    if (lastMillis <= millis) {
      return new Parts(this, empty());
    }
    if (firstMillis > millis) {
      return new Parts(empty(), this);
    }
    int cut = recent.size();
    while (cut > 0 && recent.get(cut - 1).timestampMillis() > millis) {
      cut--;
    }
    UserProfile after = empty();
    for (int from = cut, to; from < recent.size(); from = to) {
      RecentItem act = recent.get(from);
      to = from + 1;
      while (to < recent.size() && isOneEvent(act, recent.get(to))) {
        to++;
      }
      after = after.and(of(recent.subList(from, to), act.timestampMillis(), categoryOf));
    }
    return new Parts(before(recent.subList(0, cut), after), after);
  }

  private static boolean isOneEvent(RecentItem a, RecentItem b) {
    return a.timestampMillis() == b.timestampMillis() && a.type() == b.type();
  }

  private UserProfile before(List<RecentItem> acts, UserProfile after) {
    long last = acts.isEmpty() ? firstMillis : acts.getLast().timestampMillis();
    Map<String, Float> rest = new HashMap<>(affinities);
    float passed = decay(lastMillis - after.lastMillis);
    after.affinities.forEach(
        (category, weight) -> rest.merge(category, weight * passed, (all, taken) -> all - taken));
    rest.values().removeIf(weight -> Math.abs(weight) < ROUNDING);
    float since = decay(lastMillis - last);
    rest.replaceAll((category, weight) -> weight / since);
    return new UserProfile(
        acts,
        Bought.of(Bought.settled(bought, recent), acts),
        rest,
        Math.max(0, events - after.events),
        firstMillis,
        last);
  }
}
