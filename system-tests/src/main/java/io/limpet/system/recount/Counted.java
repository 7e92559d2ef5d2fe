package io.limpet.system.recount;

import io.limpet.core.engagement.Calendar;
import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.Group;
import io.limpet.core.engagement.Ledger;
import io.limpet.core.engagement.Measure;
import io.limpet.core.engagement.Uniques;
import io.limpet.core.engagement.VisitorHistory;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Limpet counted, in the form of {@link Recount#figures}.
 *
 * @param days of one segment, by epoch day
 */
public record Counted(Map<Long, DayMetrics> days) {

  /** What core counts of the events of a past, one by one, as the job does. */
  public static Counted of(Past past) {
    Map<String, VisitorHistory> visitors = new HashMap<>();
    Map<Long, DayMetrics> days = new TreeMap<>();
    for (CleanEvent clean : past.events()) {
      var ledger = new Ledger();
      VisitorHistory known = visitors.getOrDefault(clean.event().visitor(), VisitorHistory.NONE);
      visitors.put(clean.event().visitor(), known.with(clean, Calendar.UTC, ledger));
      ledger
          .days()
          .forEach(
              (day, change) -> days.computeIfAbsent(day, none -> new DayMetrics()).merge(change));
    }
    return new Counted(days);
  }

  /** Every figure that is not 0, by {@code epoch day/name}; of estimates the estimate. */
  public Map<String, Long> figures() {
    Map<String, Long> figures = new TreeMap<>();
    days.forEach((day, metrics) -> add(figures, day + "/", metrics));
    figures.values().removeIf(figure -> figure == 0);
    return figures;
  }

  private static void add(Map<String, Long> figures, String day, DayMetrics metrics) {
    for (EventType type : EventType.values()) {
      figures.put(day + "events " + type.wireName(), metrics.events(type));
      figures.put(day + "lines " + type.wireName(), metrics.lines(type));
    }
    for (Measure measure : Measure.values()) {
      figures.put(day + measure.label(), metrics.count(measure));
    }
    metrics
        .groups()
        .forEach(
            (group, set) -> figures.put(day + "group " + group.label(), Math.round(set.count())));
    metrics.retainedDays().forEach((n, count) -> figures.put(day + "day " + n, count));
    metrics.retainedWeeks().forEach((n, count) -> figures.put(day + "week " + n, count));
    metrics
        .money()
        .forEach(
            (currency, paid) -> {
              figures.put(day + "purchase amount " + currency, paid.amount());
              figures.put(day + "purchase paid " + currency, paid.orders());
              figures.put(day + "refund amount " + currency, paid.refunded());
              figures.put(day + "refund paid " + currency, paid.refunds());
            });
  }

  /**
   * Different visitors active from one day to another, both inclusive.
   *
   * @param exactUpTo so many are counted exactly, and more estimated
   */
  public Uniques visitors(long from, long to, int exactUpTo) {
    var set = new Uniques(exactUpTo);
    days.forEach(
        (day, metrics) -> {
          Uniques active = metrics.groups().get(Group.ACTIVE);
          if (active != null && day >= from && day <= to) {
            set.merge(active);
          }
        });
    return set;
  }
}
