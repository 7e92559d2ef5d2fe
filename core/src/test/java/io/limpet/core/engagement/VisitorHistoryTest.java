package io.limpet.core.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VisitorHistoryTest {
  private static final long DAY = 86_400_000;
  private static final long START = Instant.parse("2026-01-05T12:00:00Z").toEpochMilli();
  private static final long MONDAY = LocalDate.of(2026, 1, 5).toEpochDay();

  @Test
  void whoComesAgainWithinThirtyDaysReturnsAndLaterIsResurrected() {
    Map<Long, DayMetrics> days =
        take(Calendar.UTC, view("ann", 0), view("ann", 30), view("ann", 61));

    assertThat(count(days, 0, Measure.NEW)).isEqualTo(1);
    assertThat(count(days, 30, Measure.RETURNING)).isEqualTo(1);
    assertThat(count(days, 30, Measure.CHURNED)).isZero();
    assertThat(count(days, 60, Measure.CHURNED)).isEqualTo(1);
    assertThat(count(days, 61, Measure.RESURRECTED)).isEqualTo(1);
    assertThat(days.get(MONDAY).retainedDays()).isEqualTo(Map.of(0, 1L, 30, 1L, 61, 1L));
    assertThat(days.get(MONDAY).retainedWeeks()).isEqualTo(Map.of(0, 1L, 4, 1L, 8, 1L));
  }

  @Test
  void aVisitThatBecomesKnownLateMovesTheVisitorToAnEarlierCohort() {
    Map<Long, DayMetrics> days = take(Calendar.UTC, view("ann", 8), view("ann", 9), view("ann", 1));

    assertThat(count(days, 1, Measure.NEW)).isEqualTo(1);
    assertThat(count(days, 8, Measure.NEW)).isZero();
    assertThat(count(days, 8, Measure.RETURNING)).isEqualTo(1);
    assertThat(days.get(MONDAY + 8).retainedDays()).isEmpty();
    assertThat(days.get(MONDAY + 1).retainedDays()).isEqualTo(Map.of(0, 1L, 7, 1L, 8, 1L));
  }

  @Test
  void theZoneDecidesWhoseDayAMomentBelongsTo() {
    CleanEvent late = event("ann", EventType.VIEW_ITEM, START + DAY / 2 - 1, "s");

    assertThat(take(Calendar.UTC, late)).containsKey(MONDAY).doesNotContainKey(MONDAY + 1);
    assertThat(take(new Calendar(ZoneId.of("Asia/Tokyo")), late)).containsKey(MONDAY + 1);
  }

  @Test
  void aRefundIsNoVisit() {
    Map<Long, DayMetrics> days = take(Calendar.UTC, event("ann", EventType.REFUND, START, "s"));

    assertThat(days.get(MONDAY).groups()).isEmpty();
    assertThat(days.get(MONDAY).money().get("EUR")).isEqualTo(new Money(0, 0, 1, 50_000));
  }

  @Test
  void amountsOfTwoCurrenciesAreNeverAdded() {
    CleanEvent euros = event("ann", EventType.PURCHASE, START, "s");
    CleanEvent unknown = withCurrency(euros, null);
    Map<Long, DayMetrics> days = take(Calendar.UTC, euros, euros, unknown);

    assertThat(days.get(MONDAY).money())
        .isEqualTo(Map.of("EUR", new Money(2, 100_000, 0, 0), "", new Money(1, 50_000, 0, 0)));
  }

  @Test
  void moreSessionsAndPurchasesThanAreHeldCountInOrderAllTheSame() {
    List<CleanEvent> events = new ArrayList<>();
    for (int i = 0; i < 5 * Visits.KEPT; i++) {
      events.add(event("ann", EventType.VIEW_ITEM, START + i * DAY / 3, "s" + i));
      events.add(event("ann", EventType.PURCHASE, START + i * DAY / 3 + i, "s" + i));
    }

    assertThat(SlowEngagement.figures(take(Calendar.UTC, events)))
        .isEqualTo(SlowEngagement.figures(events, Calendar.UTC));
  }

  @Test
  void whatIsTooLateForTheSessionsHeldIsCountedAsThat() {
    List<CleanEvent> events = new ArrayList<>();
    for (int i = 0; i <= Visits.KEPT; i++) {
      events.add(event("ann", EventType.VIEW_ITEM, START + i * DAY, "s" + i));
    }
    events.add(event("ann", EventType.VIEW_ITEM, START - 5, "other"));
    Map<Long, DayMetrics> days = take(Calendar.UTC, events);

    assertThat(count(days, 0, Measure.UNPLACED_EVENTS)).isEqualTo(1);
    assertThat(count(days, 0, Measure.SESSIONS)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void anyOrderOfEventsGivesWhatTheDefinitionsSay(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<CleanEvent> events = new ArrayList<>();
      int visitors = 1 + random.nextInt(3);
      for (int visitor = 0; visitor < visitors; visitor++) {
        for (int session = random.nextInt(Visits.KEPT); session >= 0; session--) {
          long begin = START + (random.nextInt(120) * 24L + random.nextInt(24)) * 3_600_000;
          for (int i = random.nextInt(2); i >= 0; i--) {
            EventType type = EventType.ofCode(random.nextInt(EventType.OF_ITEMS));
            long millis = begin + random.nextInt(1_800_000);
            events.add(event("u" + visitor, type, millis, "s" + session));
          }
        }
      }
      Collections.shuffle(events, random);
      Calendar calendar =
          random.nextBoolean() ? Calendar.UTC : new Calendar(ZoneId.of("America/New_York"));

      assertThat(SlowEngagement.figures(take(calendar, events)))
          .as("seed %d round %d", seed, round)
          .isEqualTo(SlowEngagement.figures(events, calendar));
    }
  }

  private static long count(Map<Long, DayMetrics> days, int later, Measure measure) {
    DayMetrics day = days.get(MONDAY + later);
    return day == null ? 0 : day.count(measure);
  }

  private static Map<Long, DayMetrics> take(Calendar calendar, CleanEvent... events) {
    return take(calendar, List.of(events));
  }

  private static Map<Long, DayMetrics> take(Calendar calendar, List<CleanEvent> events) {
    Map<String, VisitorHistory> histories = new HashMap<>();
    Map<Long, DayMetrics> days = new TreeMap<>();
    for (CleanEvent clean : events) {
      var ledger = new Ledger();
      String visitor = clean.event().visitor();
      VisitorHistory known = histories.getOrDefault(visitor, VisitorHistory.NONE);
      histories.put(visitor, known.with(clean, calendar, ledger));
      ledger
          .days()
          .forEach(
              (day, change) -> days.computeIfAbsent(day, none -> new DayMetrics()).merge(change));
    }
    return days;
  }

  private static CleanEvent view(String visitor, int later) {
    return event(visitor, EventType.VIEW_ITEM, START + later * DAY, "s" + later);
  }

  private static CleanEvent event(String visitor, EventType type, long millis, String session) {
    List<LineItem> items =
        type == EventType.SEARCH || type == EventType.SURVEY
            ? List.of()
            : List.of(
                new LineItem("mug", 2, 2.5, null), new LineItem("m" + millis % 7, 1, null, 1));
    var event =
        new Event(
            "e" + millis,
            type,
            visitor,
            null,
            null,
            millis,
            items,
            null,
            "EUR",
            null,
            null,
            Map.of());
    return new CleanEvent(event, session, millis, 0, millis);
  }

  private static CleanEvent withCurrency(CleanEvent clean, String currency) {
    Event e = clean.event();
    return new CleanEvent(
        new Event(
            e.eventId(),
            e.type(),
            e.userId(),
            null,
            null,
            e.timestampMillis(),
            e.items(),
            e.value(),
            currency,
            null,
            null,
            Map.of()),
        clean.sessionId(),
        0,
        0,
        0);
  }
}
