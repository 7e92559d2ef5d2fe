package io.limpet.search.engagement;

import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.engagement.Group;
import io.limpet.core.engagement.Lifecycle;
import io.limpet.core.engagement.Measure;
import io.limpet.core.engagement.Money;
import io.limpet.core.engagement.Segment;
import io.limpet.core.event.EventType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the figures of segments from their days. Thread-safe. */
public final class EngagementReport {
  private static final int WEEK = 7;
  private static final List<Integer> RETENTION_DAYS = List.of(1, 3, 7, 14, 30, 60, 90);

  private final EngagementStore store;
  private final Novelty novelty;
  private final IntSupplier catalogue;

  /**
   * @param catalogue how many items there are
   */
  public EngagementReport(EngagementStore store, Novelty novelty, IntSupplier catalogue) {
    this.store = store;
    this.novelty = novelty;
    this.catalogue = catalogue;
  }

  /**
   * Figures by name, and those of money by currency, {@code ""} of events that name none.
   *
   * @param figures a figure that would be 0 / 0 is not there
   */
  public record Figures(Map<String, Value> figures, Map<String, Map<String, Value>> money) {}

  /** The figures of one day. */
  public record Day(
      String day, Map<String, Value> figures, Map<String, Map<String, Value>> money) {}

  /** The figures of a segment over a time. */
  public Figures total(Segment segment, long from, long to, long today) {
    NavigableMap<Long, EngagementDay> days = store.days(segment);
    Map<String, Value> figures = new LinkedHashMap<>();
    Period period = Period.of(days, from, to);
    put(figures, Figure.VISITORS, period.count(Group.ACTIVE));
    fill(figures, days, period, from, to, today);
    return new Figures(figures, money(period.sums()));
  }

  /** The figures of each day of a segment that has any. */
  public List<Day> days(Segment segment, long from, long to, long today) {
    NavigableMap<Long, EngagementDay> days = store.days(segment);
    List<Day> rows = new ArrayList<>();
    for (long day : days.subMap(from, true, to, true).keySet()) {
      Period period = Period.of(days, day, day);
      Map<String, Value> figures = new LinkedHashMap<>();
      Value dau = period.count(Group.ACTIVE);
      Value mau = Value.of(Period.group(days, Group.ACTIVE, day - Lifecycle.AWAY_DAYS + 1, day));
      put(figures, Figure.DAU, dau);
      put(figures, Figure.WAU, Value.of(Period.group(days, Group.ACTIVE, day - WEEK + 1, day)));
      put(figures, Figure.MAU, mau);
      put(figures, Figure.STICKINESS, Value.ratio(dau, mau));
      fill(figures, days, period, day, day, today);
      rows.add(new Day(LocalDate.ofEpochDay(day).toString(), figures, money(period.sums())));
    }
    return rows;
  }

  /** Who came back of those who began in a time, by day 1, 7, 30 and more, or by week. */
  public Retention retention(Segment segment, long from, long to, long today, boolean weekly) {
    NavigableMap<Long, EngagementDay> days = store.days(segment);
    return weekly
        ? Retention.weekly(days, from, to, today)
        : Retention.daily(days, from, to, today, RETENTION_DAYS);
  }

  /** From impressions to purchases. */
  public List<Funnel.Stage> funnel(Segment segment, long from, long to) {
    return Funnel.of(Period.of(store.days(segment), from, to));
  }

  private void fill(
      Map<String, Value> figures,
      NavigableMap<Long, EngagementDay> days,
      Period period,
      long from,
      long to,
      long today) {
    DayMetrics sums = period.sums();
    Value active = period.count(Group.ACTIVE);
    put(figures, Figure.NEW, count(sums, Measure.NEW));
    put(figures, Figure.RETURNING, count(sums, Measure.RETURNING));
    put(figures, Figure.RESURRECTED, count(sums, Measure.RESURRECTED));
    long over = Math.min(to, today - 1);
    if (over >= from) {
      long churned =
          days.subMap(from, true, over, true).values().stream()
              .mapToLong(day -> day.metrics().count(Measure.CHURNED))
              .sum();
      put(figures, Figure.CHURNED, Value.exact(churned));
    }
    Value sessions = count(sums, Measure.SESSIONS);
    put(figures, Figure.SESSIONS, sessions);
    put(figures, Figure.SESSIONS_PER_VISITOR, Value.ratio(sessions, active));
    put(
        figures,
        Figure.SESSION_SECONDS,
        Value.ratio(seconds(sums, Measure.SESSION_MILLIS), sessions));
    put(figures, Figure.SESSION_DEPTH, Value.ratio(count(sums, Measure.SESSION_EVENTS), sessions));
    put(
        figures,
        Figure.BOUNCE_RATE,
        Value.ratio(count(sums, Measure.SINGLE_EVENT_SESSIONS), sessions));
    put(
        figures,
        Figure.SECONDS_BETWEEN_VISITS,
        Value.ratio(seconds(sums, Measure.REVISIT_MILLIS), count(sums, Measure.REVISITS)));
    put(figures, Figure.UNPLACED_EVENTS, count(sums, Measure.UNPLACED_EVENTS));
    Value buyers = period.count(Group.PURCHASE);
    put(figures, Figure.ORDERS, count(sums, Measure.ORDERS));
    put(figures, Figure.BUYERS, buyers);
    put(figures, Figure.CONVERSION, Value.ratio(buyers, active));
    put(
        figures,
        Figure.REPEAT_PURCHASE_RATE,
        Value.ratio(period.count(Group.REPEAT_PURCHASE), buyers));
    put(
        figures,
        Figure.REPEAT_INTERVAL_SECONDS,
        Value.ratio(seconds(sums, Measure.REPEAT_MILLIS), count(sums, Measure.REPEAT_ORDERS)));
    shown(figures, period);
  }

  private void shown(Map<String, Value> figures, Period period) {
    long impressions = period.sums().lines(EventType.VIEW_ITEM_LIST);
    put(figures, Figure.IMPRESSIONS, Value.exact(impressions));
    if (impressions > 0) {
      Value items = period.count(Group.ITEMS_SHOWN);
      put(figures, Figure.ITEMS_SHOWN, items);
      put(figures, Figure.COVERAGE, Value.ratio(items, Value.exact(catalogue.getAsInt())));
      put(figures, Figure.NOVELTY, novelty.of(period.sums().shown(), impressions, novelty.total()));
    }
  }

  private static Map<String, Map<String, Value>> money(DayMetrics sums) {
    Map<String, Map<String, Value>> byCurrency = new TreeMap<>();
    sums.money()
        .forEach(
            (currency, paid) -> {
              Map<String, Value> figures = new LinkedHashMap<>();
              Value revenue = amount(paid.amount());
              put(figures, Figure.REVENUE, revenue);
              put(figures, Figure.PAID_ORDERS, Value.exact(paid.orders()));
              put(figures, Figure.AVERAGE_ORDER, Value.ratio(revenue, Value.exact(paid.orders())));
              put(figures, Figure.REFUNDED, amount(paid.refunded()));
              put(figures, Figure.REFUNDS, Value.exact(paid.refunds()));
              byCurrency.put(currency, figures);
            });
    return byCurrency;
  }

  private static Value amount(long tenThousandths) {
    return Value.exact((double) tenThousandths / Money.UNIT);
  }

  private static Value count(DayMetrics sums, Measure measure) {
    return Value.exact(sums.count(measure));
  }

  private static Value seconds(DayMetrics sums, Measure millis) {
    return Value.exact(sums.count(millis) / 1_000.0);
  }

  private static void put(Map<String, Value> figures, Figure figure, @Nullable Value value) {
    if (value != null) {
      figures.put(figure.label(), value);
    }
  }
}
