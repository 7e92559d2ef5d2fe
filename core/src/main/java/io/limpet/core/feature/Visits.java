package io.limpet.core.feature;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import io.limpet.core.hash.Fnv;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * What a visitor looked at in sessions that are not over yet. A session is over when nothing was
 * viewed in it for the gap; then its items are {@link Companions}, once, whatever was viewed how
 * often. Immutable, and bounded by {@link #OPEN} sessions of {@link #ITEMS} items, the first ones
 * viewed. As with session windows, parts of a session that a late view joins become one, so the
 * order of events makes no difference as long as no more sessions are open than are kept.
 *
 * @param open sessions, by their latest view
 */
public record Visits(List<Visit> open) {
  /** Sessions of a visitor that are followed at once: on several devices, or late ones. */
  public static final int OPEN = 4;

  /** Items of a session that are kept. */
  public static final int ITEMS = 20;

  /** No visits. */
  public static final Visits NONE = new Visits(List.of());

  private static final Comparator<Visit> BY_TIME =
      Comparator.comparingLong(Visit::lastMillis).thenComparingLong(Visit::session);

  private static final Comparator<Viewed> BY_FIRST_VIEW =
      Comparator.comparingLong(Viewed::millis).thenComparing(Viewed::itemId);

  public Visits {
    open = List.copyOf(open);
  }

  /**
   * A session.
   *
   * @param session hash of its id
   * @param firstMillis of the earliest view, epoch milliseconds
   * @param lastMillis of the latest
   * @param items the items viewed first, in that order
   */
  public record Visit(long session, long firstMillis, long lastMillis, List<Viewed> items) {
    public Visit {
      items = List.copyOf(items);
    }

    private static Visit of(CleanEvent clean) {
      long millis = clean.event().timestampMillis();
      return new Visit(
          Fnv.hash(clean.sessionId()),
          millis,
          millis,
          first(
              clean.event().items().stream()
                  .map(line -> new Viewed(line.itemId(), millis))
                  .toList()));
    }

    private boolean joins(Visit other, long gapMillis) {
      return session == other.session
          && other.firstMillis - lastMillis < gapMillis
          && firstMillis - other.lastMillis < gapMillis;
    }

    private Visit and(Visit other) {
      List<Viewed> both = new ArrayList<>(items);
      both.addAll(other.items);
      return new Visit(
          session,
          Math.min(firstMillis, other.firstMillis),
          Math.max(lastMillis, other.lastMillis),
          first(both));
    }

    /** Each item once, by its first view, and no more than are kept. */
    private static List<Viewed> first(List<Viewed> all) {
      Map<String, Viewed> byItem = new HashMap<>();
      for (Viewed viewed : all) {
        byItem.merge(viewed.itemId(), viewed, BinaryOperator.minBy(BY_FIRST_VIEW));
      }
      return byItem.values().stream().sorted(BY_FIRST_VIEW).limit(ITEMS).toList();
    }

    private List<Companions> companions() {
      return Companions.of(
          items.stream().map(Viewed::itemId).toList(), Companions.Kind.VIEWED, lastMillis);
    }
  }

  /** An item and when it was viewed first in the session, epoch milliseconds. */
  public record Viewed(String itemId, long millis) {}

  /** Whether an event changes the visits of its visitor. */
  public static boolean isAbout(CleanEvent clean) {
    return clean.event().type() == EventType.VIEW_ITEM;
  }

  /**
   * The visits after one more view.
   *
   * @param gapMillis time without views that ends a session
   */
  public Visits with(CleanEvent clean, long gapMillis) {
    Visit visit = Visit.of(clean);
    List<Visit> next = new ArrayList<>();
    for (Visit of : open) {
      if (of.joins(visit, gapMillis)) {
        visit = of.and(visit);
      } else {
        next.add(of);
      }
    }
    next.add(visit);
    next.sort(BY_TIME);
    return new Visits(next);
  }

  /**
   * Whether there are more than are followed at once: those of the longest ago are over then,
   * whatever the time. A stream that catches up with several partitions is no further in time than
   * the one that is furthest behind.
   */
  public boolean isCrowded() {
    return open.size() > OPEN;
  }

  /** When the first of them is over, epoch milliseconds; {@link Long#MAX_VALUE} without any. */
  public long due(long gapMillis) {
    return open.isEmpty() ? Long.MAX_VALUE : open.getFirst().lastMillis() + gapMillis;
  }

  /** What those that are over at a time have led to. */
  public List<Companions> companionsUntil(long millis, long gapMillis) {
    return open.subList(0, over(millis, gapMillis)).stream()
        .flatMap(visit -> visit.companions().stream())
        .toList();
  }

  /** Those that are not over at a time. */
  public Visits after(long millis, long gapMillis) {
    return new Visits(open.subList(over(millis, gapMillis), open.size()));
  }

  private int over(long millis, long gapMillis) {
    int over = Math.max(0, open.size() - OPEN);
    while (over < open.size() && open.get(over).lastMillis() + gapMillis <= millis) {
      over++;
    }
    return over;
  }
}
