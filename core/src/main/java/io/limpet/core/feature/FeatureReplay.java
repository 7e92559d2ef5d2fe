package io.limpet.core.feature;

import io.limpet.core.event.CleanEvent;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/**
 * What the stream would have known at a moment of the past: the same folds, fed with events in the
 * order of time. To know something as of a time, {@linkplain #take take} all events from before it
 * and none after, and ask with {@link #userAt} and {@link #itemAt}. Not thread-safe; in memory, a
 * few hundred bytes a visitor and an item, and what was done last on a device.
 */
public final class FeatureReplay {
  private final Function<String, Listing> catalogue;
  private final PositionCurve curve;
  private final long gapMillis;
  private final VisitorFolds users = new VisitorFolds();
  private final Map<String, ItemBehaviour> items = new HashMap<>();
  private final Map<String, Visits> visits = new HashMap<>();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::millis).thenComparing(Due::visitor));
  private long nowMillis = Long.MIN_VALUE;

  /** When a visitor's first session is over, as it was when it was noted. */
  private record Due(String visitor, long millis) {}

  /**
   * A replay that has seen nothing.
   *
   * @param catalogue listing of an item id, {@link Listing#NONE} if there is none; one that is
   *     asked for the past should not say what came later
   * @param sessionGap time without events that ends a session, as the stream has it
   */
  public FeatureReplay(
      Function<String, Listing> catalogue, PositionCurve curve, Duration sessionGap) {
    this.catalogue = catalogue;
    this.curve = curve;
    this.gapMillis = sessionGap.toMillis();
  }

  /**
   * Lets an event happen.
   *
   * @throws IllegalArgumentException when it is older than the one before it, or than a time that
   *     was asked for
   */
  public void take(CleanEvent clean) {
    advance(clean.event().timestampMillis());
    if (clean.event().items().isEmpty()) {
      users.take(UserAct.of(clean));
    }
    for (ItemAct act : ItemAct.of(clean)) {
      ItemBehaviour item = item(act.itemId()).with(act, curve);
      items.put(act.itemId(), item);
      users.take(UserAct.of(act, item.listing()));
    }
    Companions.bought(clean.event()).forEach(this::met);
    if (Visits.isAbout(clean)) {
      String visitor = clean.event().visitor();
      Visits next = visits.getOrDefault(visitor, Visits.NONE).with(clean, gapMillis);
      if (next.isCrowded()) {
        next = over(next, nowMillis);
      }
      visits.put(visitor, next);
      due.add(new Due(visitor, next.due(gapMillis)));
    }
  }

  /** Those that are left of visits when what was viewed in those that are over has met. */
  private Visits over(Visits open, long millis) {
    open.companionsUntil(millis, gapMillis).forEach(this::met);
    return open.after(millis, gapMillis);
  }

  private void met(Companions met) {
    items.put(met.itemId(), item(met.itemId()).with(met));
  }

  private ItemBehaviour item(String itemId) {
    ItemBehaviour known = items.get(itemId);
    return known != null ? known : ItemBehaviour.empty(itemId).with(catalogue.apply(itemId));
  }

  /** Lets time pass: sessions that are over by then are. */
  private void advance(long millis) {
    if (millis < nowMillis) {
      throw new IllegalArgumentException(
          "something of %d came after %d; give events in the order of their time"
              .formatted(millis, nowMillis));
    }
    nowMillis = millis;
    while (!due.isEmpty() && due.peek().millis() <= millis) {
      String visitor = due.remove().visitor();
      Visits left = over(visits.getOrDefault(visitor, Visits.NONE), millis);
      if (left.open().isEmpty()) {
        visits.remove(visitor);
      } else {
        visits.put(visitor, left);
        due.add(new Due(visitor, left.due(gapMillis)));
      }
    }
  }

  /**
   * What a visitor has done before a time that is not before anything that was taken: of a user
   * also what was done on a device before the user signed in there, once that has happened.
   */
  public UserBehaviour userAt(String visitor, long atMillis) {
    advance(atMillis);
    return users.of(visitor);
  }

  /** What was done with an item before a time that is not before anything that was taken. */
  public ItemBehaviour itemAt(String itemId, long atMillis) {
    advance(atMillis);
    return item(itemId);
  }

  /** The visitors who have done something that is still theirs. */
  public Set<String> visitors() {
    return users.visitors();
  }

  /** The items that something was done with. */
  public Set<String> items() {
    return Set.copyOf(items.keySet());
  }
}
