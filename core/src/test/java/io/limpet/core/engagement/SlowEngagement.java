package io.limpet.core.engagement;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The figures by their definitions, from all events at once. Slow and obvious. */
final class SlowEngagement {
  private final Calendar calendar;
  private final Map<String, Long> figures = new TreeMap<>();

  private SlowEngagement(Calendar calendar) {
    this.calendar = calendar;
  }

  /** Every figure that is not 0, by {@code day/name}. */
  static Map<String, Long> figures(List<CleanEvent> events, Calendar calendar) {
    var slow = new SlowEngagement(calendar);
    slow.events(events);
    Map<String, List<CleanEvent>> byVisitor = new HashMap<>();
    events.stream()
        .filter(clean -> VisitorHistory.isActivity(clean.event().type()))
        .forEach(
            clean ->
                byVisitor
                    .computeIfAbsent(clean.event().visitor(), v -> new ArrayList<>())
                    .add(clean));
    byVisitor.values().forEach(slow::days);
    byVisitor.values().forEach(slow::sessions);
    byVisitor.values().forEach(slow::orders);
    slow.figures.values().removeIf(value -> value == 0);
    return slow.figures;
  }

  /** What was collected, in the same form. */
  static Map<String, Long> figures(Map<Long, DayMetrics> days) {
    Map<String, Long> figures = new TreeMap<>();
    days.forEach(
        (day, metrics) -> {
          for (EventType type : EventType.values()) {
            figures.put(day + "/" + type, metrics.events(type));
            figures.put(day + "/lines " + type, metrics.lines(type));
          }
          for (Measure measure : Measure.values()) {
            figures.put(day + "/" + measure, metrics.count(measure));
          }
          metrics.groups().forEach((g, set) -> figures.put(day + "/" + g, (long) set.count()));
          metrics.retainedDays().forEach((n, count) -> figures.put(day + "/day " + n, count));
          metrics.retainedWeeks().forEach((n, count) -> figures.put(day + "/week " + n, count));
          metrics
              .money()
              .forEach(
                  (currency, money) -> {
                    figures.put(day + "/paid " + currency, money.amount());
                    figures.put(day + "/refunded " + currency, money.refunded());
                  });
        });
    figures.values().removeIf(value -> value == 0);
    return figures;
  }

  private void count(long day, Object name, long by) {
    figures.merge(day + "/" + name, by, Long::sum);
  }

  private long day(CleanEvent clean) {
    return calendar.dayOf(clean.event().timestampMillis());
  }

  private void events(List<CleanEvent> events) {
    Map<String, Set<String>> groups = new HashMap<>();
    for (CleanEvent clean : events) {
      EventType type = clean.event().type();
      long day = day(clean);
      count(day, type, 1);
      count(day, "lines " + type, clean.event().items().size());
      long paid = Money.of(clean.event()).orElse(0);
      if (type == EventType.PURCHASE) {
        count(day, "paid " + clean.event().currency(), paid);
      }
      if (type == EventType.REFUND) {
        count(day, "refunded " + clean.event().currency(), paid);
        continue;
      }
      String visitor = clean.event().visitor();
      if (type != EventType.IDENTIFY) {
        groups.computeIfAbsent(day + "/ACTIVE", g -> new HashSet<>()).add(visitor);
      }
      Group group = Group.of(type);
      if (group != null) {
        groups.computeIfAbsent(day + "/" + group, g -> new HashSet<>()).add(visitor);
      }
      if (type == EventType.VIEW_ITEM_LIST) {
        clean
            .event()
            .items()
            .forEach(
                line ->
                    groups
                        .computeIfAbsent(day + "/ITEMS_SHOWN", g -> new HashSet<>())
                        .add(line.itemId()));
      }
    }
    groups.forEach((name, members) -> figures.put(name, (long) members.size()));
  }

  private void days(List<CleanEvent> ofVisitor) {
    TreeSet<Long> days = new TreeSet<>();
    ofVisitor.forEach(clean -> days.add(day(clean)));
    long first = days.first();
    Set<Long> weeks = new HashSet<>();
    for (long day : days) {
      Long before = days.lower(day);
      count(
          day,
          before == null
              ? Measure.NEW
              : day - before <= 30 ? Measure.RETURNING : Measure.RESURRECTED,
          1);
      Long after = days.higher(day);
      if (after == null || after > day + 30) {
        count(day + 30, Measure.CHURNED, 1);
      }
      count(first, "day " + (day - first), 1);
      long monday = Calendar.mondayOf(day);
      if (weeks.add(monday)) {
        long cohort = Calendar.mondayOf(first);
        count(cohort, "week " + (monday - cohort) / 7, 1);
      }
    }
  }

  private void sessions(List<CleanEvent> ofVisitor) {
    Map<String, List<Long>> sessions = new HashMap<>();
    ofVisitor.forEach(
        clean ->
            sessions
                .computeIfAbsent(clean.sessionId(), s -> new ArrayList<>())
                .add(clean.event().timestampMillis()));
    List<List<Long>> inOrder =
        sessions.values().stream()
            .map(times -> times.stream().sorted().toList())
            .sorted(Comparator.comparing(List::getFirst))
            .toList();
    for (int i = 0; i < inOrder.size(); i++) {
      List<Long> times = inOrder.get(i);
      long day = calendar.dayOf(times.getFirst());
      count(day, Measure.SESSIONS, 1);
      count(day, Measure.SESSION_EVENTS, times.size());
      count(day, Measure.SESSION_MILLIS, times.getLast() - times.getFirst());
      count(day, Measure.SINGLE_EVENT_SESSIONS, times.size() == 1 ? 1 : 0);
      if (i > 0) {
        count(day, Measure.REVISITS, 1);
        long gap = times.getFirst() - inOrder.get(i - 1).getLast();
        count(day, Measure.REVISIT_MILLIS, Math.max(0, gap));
      }
    }
  }

  private void orders(List<CleanEvent> ofVisitor) {
    List<Long> times =
        ofVisitor.stream()
            .filter(clean -> clean.event().type() == EventType.PURCHASE)
            .map(clean -> clean.event().timestampMillis())
            .sorted()
            .toList();
    Set<Long> repeated = new HashSet<>();
    for (int i = 0; i < times.size(); i++) {
      long day = calendar.dayOf(times.get(i));
      count(day, Measure.ORDERS, 1);
      if (i > 0) {
        count(day, Measure.REPEAT_ORDERS, 1);
        count(day, Measure.REPEAT_MILLIS, times.get(i) - times.get(i - 1));
        repeated.add(day);
      }
    }
    repeated.forEach(day -> count(day, Group.REPEAT_PURCHASE, 1));
  }
}
