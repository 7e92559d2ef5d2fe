package io.limpet.core.feature;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.hash.Fnv;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a visitor looked at in sessions that are not over yet. A session is over when nothing was
 * viewed in it for its gap; then each two items of it make a {@link Pair}, once, whatever was
 * viewed how often. Immutable, and bounded by {@link #OPEN} sessions of {@link #ITEMS} items, the
 * first ones viewed. The order in which events arrive makes no difference while no more sessions
 * are open than are kept.
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
   * @param lastMillis of the latest view
   * @param items the items viewed first, in that order
   */
  public record Visit(long session, long lastMillis, List<Viewed> items) {
    public Visit {
      items = List.copyOf(items);
    }

    private Visit with(LineItem line, long millis) {
      List<Viewed> next = new ArrayList<>(items);
      long first = millis;
      for (Viewed viewed : items) {
        if (viewed.itemId().equals(line.itemId())) {
          first = Math.min(first, viewed.millis());
          next.remove(viewed);
        }
      }
      next.add(new Viewed(line.itemId(), first));
      next.sort(BY_FIRST_VIEW);
      return new Visit(
          session, Math.max(lastMillis, millis), next.subList(0, Math.min(ITEMS, next.size())));
    }

    private List<Pair> pairs() {
      return Pair.of(items.stream().map(Viewed::itemId).toList(), Pair.Kind.VIEWED, lastMillis);
    }
  }

  /** An item and when it was viewed first in the session, epoch milliseconds. */
  public record Viewed(String itemId, long millis) {}

  /** Whether an event changes the visits of its visitor. */
  public static boolean isAbout(CleanEvent clean) {
    return clean.event().type() == EventType.VIEW_ITEM;
  }

  /** The visits after one more view. */
  public Visits with(CleanEvent clean) {
    long session = Fnv.hash(clean.sessionId());
    Visit visit =
        open.stream()
            .filter(of -> of.session() == session)
            .findFirst()
            .orElse(new Visit(session, Long.MIN_VALUE, List.of()));
    List<Visit> next = new ArrayList<>(open);
    next.remove(visit);
    for (LineItem line : clean.event().items()) {
      visit = visit.with(line, clean.event().timestampMillis());
    }
    next.add(visit);
    next.sort(BY_TIME);
    return new Visits(next.subList(Math.max(0, next.size() - OPEN), next.size()));
  }

  /** When the first of them is over, epoch milliseconds; {@link Long#MAX_VALUE} without any. */
  public long due(long gapMillis) {
    return open.isEmpty() ? Long.MAX_VALUE : open.getFirst().lastMillis() + gapMillis;
  }

  /** What those that are over at a time have led to. */
  public List<Pair> pairsUntil(long millis, long gapMillis) {
    return open.stream()
        .filter(visit -> visit.lastMillis() + gapMillis <= millis)
        .flatMap(visit -> visit.pairs().stream())
        .toList();
  }

  /** Those that are not over at a time. */
  public Visits after(long millis, long gapMillis) {
    return new Visits(
        open.stream().filter(visit -> visit.lastMillis() + gapMillis > millis).toList());
  }
}
