package io.limpet.core.engagement;

import io.limpet.core.event.EventType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of a day and a segment, or what is to be added to them. They can be merged, and the
 * order makes no difference: those of two days together are those of both. Mutable; for one thread.
 */
public final class DayMetrics {
  private final long[] events = new long[EventType.values().length];
  private final long[] lines = new long[EventType.values().length];
  private final long[] measures = new long[Measure.values().length];
  private final Map<Group, Uniques> groups = new EnumMap<>(Group.class);
  private final TreeMap<Integer, Long> retainedDays = new TreeMap<>();
  private final TreeMap<Integer, Long> retainedWeeks = new TreeMap<>();
  private final TreeMap<String, Money> money = new TreeMap<>();
  private final Sample shown = new Sample();

  /** Counts events of a type, and their line items. */
  public void count(EventType type, long ofEvents, long ofLines) {
    events[type.code()] += ofEvents;
    lines[type.code()] += ofLines;
  }

  /** Counts something else. */
  public void count(Measure measure, long by) {
    measures[measure.ordinal()] += by;
  }

  /** Counts visitors of this day's cohort who were there so many days later. */
  public void retainDay(int later, long by) {
    sum(retainedDays, later, by);
  }

  /** Counts visitors of the cohort of the week that this Monday begins, so many weeks later. */
  public void retainWeek(int later, long by) {
    sum(retainedWeeks, later, by);
  }

  private static void sum(TreeMap<Integer, Long> counts, int key, long by) {
    long count = counts.getOrDefault(key, 0L) + by;
    if (count == 0) {
      counts.remove(key);
    } else {
      counts.put(key, count);
    }
  }

  /** Adds what was paid or paid back. */
  public void pay(String currency, Money amount) {
    money.merge(currency, amount, Money::plus);
  }

  /** The members of a group, to add to. */
  public Uniques group(Group group) {
    return groups.computeIfAbsent(group, none -> new Uniques());
  }

  /** Adds the figures of another day, or part of this one. */
  public void merge(DayMetrics other) {
    for (int i = 0; i < events.length; i++) {
      events[i] += other.events[i];
      lines[i] += other.lines[i];
    }
    for (int i = 0; i < measures.length; i++) {
      measures[i] += other.measures[i];
    }
    other.groups.forEach((group, members) -> group(group).merge(members));
    other.retainedDays.forEach(this::retainDay);
    other.retainedWeeks.forEach(this::retainWeek);
    other.money.forEach(this::pay);
    shown.merge(other.shown);
  }

  /** How many events of a type. */
  public long events(EventType type) {
    return events[type.code()];
  }

  /** How many line items in them. */
  public long lines(EventType type) {
    return lines[type.code()];
  }

  /** How many of something else. */
  public long count(Measure measure) {
    return measures[measure.ordinal()];
  }

  /** The groups that have members. */
  public Map<Group, Uniques> groups() {
    return groups;
  }

  /** Visitors of the day's cohort by the days until they were there. */
  public TreeMap<Integer, Long> retainedDays() {
    return retainedDays;
  }

  /** Visitors of the week's cohort by the weeks until they were there; on Mondays alone. */
  public TreeMap<Integer, Long> retainedWeeks() {
    return retainedWeeks;
  }

  /** What was paid, by currency; {@link Money#UNKNOWN} of events that name none. */
  public TreeMap<String, Money> money() {
    return money;
  }

  /** A sample of the impressions. */
  public Sample shown() {
    return shown;
  }

  /** Whether it adds nothing. */
  public boolean isZero() {
    return Arrays.stream(events).allMatch(n -> n == 0)
        && Arrays.stream(measures).allMatch(n -> n == 0)
        && groups.isEmpty()
        && retainedDays.isEmpty()
        && retainedWeeks.isEmpty()
        && money.isEmpty()
        && shown.items().isEmpty();
  }
}
