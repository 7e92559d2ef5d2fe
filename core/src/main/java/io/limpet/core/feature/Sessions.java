package io.limpet.core.feature;

import io.limpet.core.event.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest sessions of a visitor. Sessions that a gap of time ends have no gap longer than that
 * within them, so the time from a session's first event to its last is the sum of the times spent
 * on each event but the last, whose end nobody sees: dwell.
 *
 * @param latest the {@link #KEPT} sessions whose last event is latest, in that order
 */
public record Sessions(List<Span> latest) {
  /** Sessions kept. */
  public static final int KEPT = 8;

  /** No session. */
  public static final Sessions NONE = new Sessions(List.of());

  private static final Comparator<Span> BY_END =
      Comparator.comparingLong(Span::lastMillis).thenComparingLong(Span::session);

  public Sessions {
    latest = List.copyOf(latest);
  }

  /**
   * A session.
   *
   * @param session hash of its id
   * @param firstMillis of its first event, epoch milliseconds
   * @param lastMillis of its last
   * @param events how many it has: its depth
   * @param views how many of them are views of items
   */
  public record Span(long session, long firstMillis, long lastMillis, int events, int views) {
    private Span and(Span other) {
      return new Span(
          session,
          Math.min(firstMillis, other.firstMillis),
          Math.max(lastMillis, other.lastMillis),
          events + other.events,
          views + other.views);
    }

    private Span with(UserAct act) {
      boolean counts = act.line() == 0;
      return new Span(
          session,
          Math.min(firstMillis, act.millis()),
          Math.max(lastMillis, act.millis()),
          events + (counts ? 1 : 0),
          views + (counts && act.type() == EventType.VIEW_ITEM ? 1 : 0));
    }

    /** Seconds from its first event to its last. */
    public double seconds() {
      return (lastMillis - firstMillis) / 1_000.0;
    }
  }

  Sessions with(UserAct act) {
    List<Span> next = new ArrayList<>(latest);
    Span span = new Span(act.session(), act.millis(), act.millis(), 0, 0);
    for (Span of : latest) {
      if (of.session() == act.session()) {
        span = of;
      }
    }
    next.remove(span);
    next.add(span.with(act));
    return latest(next);
  }

  /** The latest of both; parts of one session are one. */
  Sessions and(Sessions other) {
    Map<Long, Span> all = new HashMap<>();
    latest.forEach(span -> all.put(span.session(), span));
    other.latest.forEach(span -> all.merge(span.session(), span, Span::and));
    return latest(new ArrayList<>(all.values()));
  }

  private static Sessions latest(List<Span> all) {
    all.sort(BY_END);
    return new Sessions(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  /** Events a session, 0 without any. */
  public double depth() {
    return latest.stream().mapToInt(Span::events).average().orElse(0);
  }

  /** Seconds spent on an event, of all whose end is known; 0 without any. */
  public double dwellSeconds() {
    double seconds = 0;
    int ended = 0;
    for (Span of : latest) {
      seconds += of.seconds();
      ended += Math.max(0, of.events() - 1);
    }
    return ended == 0 ? 0 : seconds / ended;
  }
}
