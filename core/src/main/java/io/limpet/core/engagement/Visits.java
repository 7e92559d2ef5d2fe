package io.limpet.core.engagement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The latest sessions of a visitor. What they add to the figures follows from the sessions alone,
 * not from the order in which their events come: a late event takes back what was said without it.
 * A session counts for the day it began on. Immutable; plain arrays, so that they are kept cheaply.
 *
 * @param ids hashes of the session ids, by the beginning of the sessions
 * @param firsts their first events, epoch milliseconds
 * @param lasts their last events
 * @param sizes how many events they have
 * @param settledEnd when the last one ended of those no longer held; {@link Long#MIN_VALUE} if all
 *     are
 */
@SuppressWarnings(
    "ArrayRecordComponent") // the arrays are never changed after they were handed over
public record Visits(long[] ids, long[] firsts, long[] lasts, int[] sizes, long settledEnd) {
  /** Sessions held. */
  public static final int KEPT = 8;

  private static final long NEVER = Long.MIN_VALUE;

  /** Of somebody who never came. */
  public static final Visits NONE =
      new Visits(new long[0], new long[0], new long[0], new int[0], NEVER);

  private record Visit(long id, long first, long last, int size) {
    static final Comparator<Visit> BY_TIME =
        Comparator.comparingLong(Visit::first).thenComparingLong(Visit::id);

    Visit with(long millis) {
      return new Visit(id, Math.min(first, millis), Math.max(last, millis), size + 1);
    }
  }

  /** A session with when the one before ended. */
  private record Placed(Visit visit, long endBefore) {
    void count(Calendar calendar, Ledger ledger, int sign) {
      DayMetrics day = ledger.on(calendar.dayOf(visit.first()));
      day.count(Measure.SESSIONS, sign);
      day.count(Measure.SESSION_EVENTS, (long) sign * visit.size());
      day.count(Measure.SESSION_MILLIS, sign * (visit.last() - visit.first()));
      if (visit.size() == 1) {
        day.count(Measure.SINGLE_EVENT_SESSIONS, sign);
      }
      if (endBefore != NEVER) {
        day.count(Measure.REVISITS, sign);
        day.count(Measure.REVISIT_MILLIS, sign * Math.max(0, visit.first() - endBefore));
      }
    }
  }

  /** With one more event of a session; what changes is noted. */
  Visits with(long id, long millis, Calendar calendar, Ledger ledger) {
    int at = indexOf(id);
    if (at >= 0 && millis >= firsts[at] && (millis <= lasts[at] || at == ids.length - 1)) {
      return lengthened(at, Math.max(lasts[at], millis), ledger.on(calendar.dayOf(firsts[at])));
    }
    List<Visit> now = visits();
    Visit known = at < 0 ? null : now.get(at);
    if (known == null && settledEnd != NEVER && millis < firsts[0]) {
      ledger.on(calendar.dayOf(millis)).count(Measure.UNPLACED_EVENTS, 1);
      return this;
    }
    List<Visit> next = new ArrayList<>(now);
    next.remove(known);
    next.add(known == null ? new Visit(id, millis, millis, 1) : known.with(millis));
    next.sort(Visit.BY_TIME);
    List<Placed> before = placed(now);
    List<Placed> after = placed(next);
    before.stream().filter(of -> !after.contains(of)).forEach(of -> of.count(calendar, ledger, -1));
    after.stream().filter(of -> !before.contains(of)).forEach(of -> of.count(calendar, ledger, 1));
    return next.size() > KEPT
        ? of(next.subList(1, next.size()), next.getFirst().last())
        : of(next, settledEnd);
  }

  private int indexOf(long id) {
    for (int i = ids.length - 1; i >= 0; i--) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }

  /** One more event of a session that changes none of the others, as nearly all events do. */
  private Visits lengthened(int at, long last, DayMetrics day) {
    day.count(Measure.SESSION_EVENTS, 1);
    day.count(Measure.SESSION_MILLIS, last - lasts[at]);
    if (sizes[at] == 1) {
      day.count(Measure.SINGLE_EVENT_SESSIONS, -1);
    }
    long[] nextLasts = lasts.clone();
    nextLasts[at] = last;
    int[] nextSizes = sizes.clone();
    nextSizes[at]++;
    return new Visits(ids, firsts, nextLasts, nextSizes, settledEnd);
  }

  private List<Placed> placed(List<Visit> visits) {
    List<Placed> placed = new ArrayList<>(visits.size());
    long end = settledEnd;
    for (Visit visit : visits) {
      placed.add(new Placed(visit, end));
      end = visit.last();
    }
    return placed;
  }

  private List<Visit> visits() {
    List<Visit> visits = new ArrayList<>(ids.length + 1);
    for (int i = 0; i < ids.length; i++) {
      visits.add(new Visit(ids[i], firsts[i], lasts[i], sizes[i]));
    }
    return visits;
  }

  private static Visits of(List<Visit> visits, long settledEnd) {
    return new Visits(
        visits.stream().mapToLong(Visit::id).toArray(),
        visits.stream().mapToLong(Visit::first).toArray(),
        visits.stream().mapToLong(Visit::last).toArray(),
        visits.stream().mapToInt(Visit::size).toArray(),
        settledEnd);
  }
}
