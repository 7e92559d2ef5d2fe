package io.limpet.flink.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.experiment.Assignment;
import io.limpet.core.experiment.ExperimentRecord;
import io.limpet.core.experiment.Moments;
import io.limpet.core.experiment.Quantity;
import io.limpet.core.experiment.Slices;
import io.limpet.core.experiment.Slots;
import io.limpet.core.experiment.Unit;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.served.Served;
import io.limpet.fixtures.SampleEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
  private static final long NOON = SampleEvents.NOON;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private ExperimentsHarness harness;
  private long offset;

  @BeforeEach
  void open() throws Exception {
    harness = new ExperimentsHarness(null, NOON);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static Served answer(String visitor, Unit unit, String arm, long millis) {
    return new Served(
        "r" + millis,
        visitor,
        "home",
        "g",
        millis,
        "",
        0,
        0,
        List.of(),
        List.of(new Assignment("e", arm, unit)));
  }

  private static Served answer(String visitor, String arm, long millis) {
    return answer(visitor, Unit.of(visitor), arm, millis);
  }

  private CleanEvent event(
      EventType type,
      @Nullable String user,
      @Nullable String device,
      long millis,
      @Nullable Double value) {
    Event event =
        new Event(
            "e" + offset,
            type,
            user,
            device,
            null,
            millis,
            List.of(new LineItem("i1", 2, 1.5, null)),
            value,
            null,
            null,
            type == EventType.SELECT_ITEM ? "r1" : null,
            Map.of());
    return new CleanEvent(event, "s" + millis / (30 * MINUTE), millis, 0, offset++);
  }

  private CleanEvent event(EventType type, String user, long millis) {
    return event(type, user, null, millis, null);
  }

  private static double of(Moments moments, Quantity quantity) {
    return moments.sum(quantity.ordinal());
  }

  private Moments all(String arm) throws Exception {
    harness.time(harness.sums.getProcessingTime() + SumArm.WRITE_MILLIS);
    return harness.of("e", arm, Slices.ALL);
  }

  @Test
  void countsFromTheFirstAnswerOnAndTheDaysBeforeApart() throws Exception {
    harness.take(event(EventType.PURCHASE, "ann", null, NOON - 2 * DAY, 20.0));
    harness.take(event(EventType.PURCHASE, "ann", null, NOON - 30 * DAY, 100.0));
    harness.take(event(EventType.ADD_TO_CART, "ann", NOON - MINUTE));
    harness.take(answer("ann", "a", NOON));
    harness.take(event(EventType.SELECT_ITEM, "ann", NOON + MINUTE));
    harness.take(event(EventType.PURCHASE, "ann", null, NOON + 2 * MINUTE, 30.0));
    harness.take(event(EventType.REFUND, "ann", null, NOON + DAY, 5.0));
    harness.take(answer("ann", "a", NOON + DAY + MINUTE));
    harness.take(answer("ben", "a", NOON));

    Moments arm = all("a");

    assertThat(arm.count()).isEqualTo(2);
    assertThat(of(arm, Quantity.ANSWERS)).isEqualTo(3);
    assertThat(of(arm, Quantity.CLICKS)).isEqualTo(1);
    assertThat(of(arm, Quantity.CARTS)).isZero();
    assertThat(of(arm, Quantity.PURCHASES)).isEqualTo(1);
    assertThat(of(arm, Quantity.CONVERTED)).isEqualTo(1);
    assertThat(of(arm, Quantity.RETURNED)).isEqualTo(1);
    assertThat(of(arm, Quantity.SESSIONS)).isEqualTo(2);
    assertThat(of(arm, Quantity.REVENUE)).isEqualTo(25);
    assertThat(arm.sum(Quantity.REVENUE.before())).isEqualTo(20);
    assertThat(arm.sum(Quantity.CARTS.before())).isZero();
    assertThat(arm.covariance(Quantity.REVENUE.ordinal(), Quantity.REVENUE.before()))
        .isEqualTo(25 * 20 / 2.0, within(1e-9));
  }

  @Test
  void anAnswerThatIsOvertakenByTheNextIsStillTheFirst() throws Exception {
    Unit device = Unit.of("anonymous:d");
    harness.take(event(EventType.SELECT_ITEM, null, "d", NOON + MINUTE, null));
    harness.take(answer("dan", device, "a", NOON + 2 * MINUTE));
    harness.take(answer("anonymous:d", device, "a", NOON));

    Moments arm = all("a");

    assertThat(arm.count()).isEqualTo(1);
    assertThat(of(arm, Quantity.ANSWERS)).isEqualTo(2);
    assertThat(of(arm, Quantity.CLICKS)).isEqualTo(1);
    assertThat(harness.of("e", "a", "signed-in/no")).isEqualTo(arm);
    assertThat(harness.of("e", "a", "signed-in/yes").count()).isZero();
  }

  @Test
  void sortsVisitorsIntoSegmentsAndDays() throws Exception {
    harness.take(event(EventType.PURCHASE, "ann", NOON - DAY));
    harness.take(answer("ann", "a", NOON));
    harness.take(answer("anonymous:d", "a", NOON));
    harness.take(answer("ann", "a", NOON + DAY));
    harness.take(event(EventType.PURCHASE, "ann", null, NOON + DAY + MINUTE, 9.0));
    all("a");

    assertThat(harness.of("e", "a", "visitor/returning").count()).isEqualTo(1);
    assertThat(harness.of("e", "a", "visitor/new").count()).isEqualTo(1);
    assertThat(harness.of("e", "a", "signed-in/no").count()).isEqualTo(1);
    assertThat(harness.of("e", "a", "bought-before/yes").count()).isEqualTo(1);
    Moments first = harness.of("e", "a", Slices.day(NOON / DAY));
    Moments second = harness.of("e", "a", Slices.day(NOON / DAY + 1));
    assertThat(first.count()).isEqualTo(2);
    assertThat(of(first, Quantity.REVENUE)).isZero();
    assertThat(second.count()).isEqualTo(1);
    assertThat(of(second, Quantity.REVENUE)).isEqualTo(9);
    assertThat(of(second, Quantity.ANSWERS)).isEqualTo(1);
  }

  @Test
  void countsAReplayOnce() throws Exception {
    CleanEvent bought = event(EventType.PURCHASE, "ann", NOON + MINUTE);
    harness.take(answer("ann", "a", NOON));
    harness.take(bought);
    harness.take(bought);

    assertThat(of(all("a"), Quantity.PURCHASES)).isEqualTo(1);
  }

  @Test
  void stopsWithTheExperiment() throws Exception {
    ExperimentRecord draft = ExperimentRecord.draft(JsonNodeFactory.instance.objectNode());
    harness.take("e", draft.started(NOON, NOON, NOON + 10 * DAY, Slots.NONE));
    harness.take(answer("ann", "a", NOON));
    harness.take(event(EventType.PURCHASE, "ann", NOON + MINUTE));
    harness.take(
        "e", draft.started(NOON, NOON, NOON + 10 * DAY, Slots.NONE).stopped(NOON + 2 * MINUTE));
    harness.take(event(EventType.PURCHASE, "ann", NOON + 3 * MINUTE));
    harness.take(answer("ben", "a", NOON + 3 * MINUTE));
    // Late, and of its time.
    harness.take(event(EventType.PURCHASE, "ann", NOON + MINUTE + 1));

    assertThat(all("a").count()).isEqualTo(1);
    assertThat(of(all("a"), Quantity.PURCHASES)).isEqualTo(2);
    int before = harness.counted();
    harness.take(event(EventType.VIEW_ITEM, "ann", NOON + 3 * DAY));
    assertThat(harness.counted()).isEqualTo(before - 1);
  }

  @Test
  void whoIsSeenInTwoArmsCountsInNone() throws Exception {
    harness.take(answer("ann", "a", NOON));
    harness.take(event(EventType.PURCHASE, "ann", NOON + MINUTE));
    harness.take(answer("ann", "b", NOON + 2 * MINUTE));
    harness.take(event(EventType.PURCHASE, "ann", NOON + 3 * MINUTE));

    assertThat(all("a")).isEqualTo(new Moments(Quantity.DIMENSIONS));
    assertThat(all("b").count()).isZero();
    assertThat(harness.of("e", "a", "visitor/new").count()).isZero();
    assertThat(harness.of("e", "a", Slices.CROSSED).count()).isEqualTo(1);
  }

  @Test
  void aUserFirstMetOnADeviceSharesItsUnitAndWhatFollowsCountsForIt() throws Exception {
    Unit device = Unit.of("anonymous:d");
    harness.take(event(EventType.VIEW_ITEM, null, "d", NOON - DAY, null));
    harness.take(answer("anonymous:d", device, "a", NOON));
    harness.take(event(EventType.IDENTIFY, "ann", "d", NOON + MINUTE, null));
    harness.take(answer("ann", device, "a", NOON + 2 * MINUTE));
    harness.take(event(EventType.PURCHASE, "ann", NOON + 3 * MINUTE));
    // Another device, and another user there: both are as they were.
    harness.take(event(EventType.IDENTIFY, "ann", "x", NOON + 4 * MINUTE, null));
    harness.take(event(EventType.PURCHASE, "ann", "x", NOON + 5 * MINUTE, null));

    assertThat(harness.shared()).containsExactly(Map.entry("ann", new UnitOf("anonymous:d")));
    assertThat(all("a").count()).isEqualTo(1);
    assertThat(of(all("a"), Quantity.PURCHASES)).isEqualTo(2);
  }

  @Test
  void aUserWhoWasKnownBeforeKeepsTheOwnUnit() throws Exception {
    harness.take(event(EventType.VIEW_ITEM, "ann", NOON));
    assertThat(harness.shared()).isEmpty();

    harness.take(event(EventType.IDENTIFY, "ann", "d", NOON + MINUTE, null));

    assertThat(harness.shared()).containsExactly(Map.entry("ann", new UnitOf("ann")));
  }

  /** A visitor's deeds in the order of their own time, with what each counts for. */
  private static Moments slow(List<Object> all, int visitors, long over) {
    var moments = new Moments(Quantity.DIMENSIONS);
    for (int v = 0; v < visitors; v++) {
      String visitor = "v" + v;
      List<Long> answers =
          all.stream()
              .filter(one -> one instanceof Served served && served.visitor().equals(visitor))
              .map(one -> ((Served) one).timestampMillis())
              .sorted()
              .toList();
      if (answers.isEmpty()) {
        continue;
      }
      long first = answers.getFirst();
      List<CleanEvent> events =
          all.stream()
              .filter(one -> one instanceof CleanEvent e && e.event().visitor().equals(visitor))
              .map(CleanEvent.class::cast)
              .toList();
      List<CleanEvent> after =
          events.stream()
              .filter(e -> e.event().timestampMillis() >= first)
              .filter(e -> e.event().timestampMillis() < over)
              .toList();
      List<CleanEvent> before =
          events.stream()
              .filter(e -> e.event().timestampMillis() / DAY < first / DAY)
              .filter(e -> e.event().timestampMillis() / DAY >= first / DAY - Past.DAYS)
              .toList();
      float[] counted = new float[Quantity.DIMENSIONS];
      count(counted, 0, after);
      count(counted, Quantity.COUNT, before);
      counted[Quantity.ANSWERS.ordinal()] = answers.size();
      boolean came =
          answers.stream().anyMatch(at -> at / DAY > first / DAY)
              || after.stream().anyMatch(e -> e.event().timestampMillis() / DAY > first / DAY);
      counted[Quantity.RETURNED.ordinal()] = came ? 1 : 0;
      counted[Quantity.RETURNED.before()] =
          before.stream().map(e -> e.event().timestampMillis() / DAY).distinct().count() > 1
              ? 1
              : 0;
      moments.add(counted);
    }
    return moments;
  }

  private static void count(float[] counted, int at, List<CleanEvent> events) {
    for (CleanEvent clean : events) {
      switch (clean.event().type()) {
        case SELECT_ITEM -> counted[at + Quantity.CLICKS.ordinal()]++;
        case ADD_TO_CART -> counted[at + Quantity.CARTS.ordinal()]++;
        case PURCHASE -> {
          counted[at + Quantity.PURCHASES.ordinal()]++;
          counted[at + Quantity.CONVERTED.ordinal()] = 1;
          counted[at + Quantity.REVENUE.ordinal()] += 3;
        }
        default -> {}
      }
    }
    counted[at + Quantity.SESSIONS.ordinal()] =
        events.stream().map(CleanEvent::sessionId).distinct().count();
  }

  /** Answers and events overtake each other by minutes, and the job goes down between. */
  @Test
  void isWhatASlowPassOverEverythingInOrderCounts() throws Exception {
    Random random = new Random(8);
    int visitors = 40;
    long over = NOON + 3 * DAY;
    EventType[] types = {
      EventType.SELECT_ITEM, EventType.ADD_TO_CART, EventType.PURCHASE, EventType.VIEW_ITEM
    };
    record Arriving(long at, Object what) {}
    List<Arriving> arriving = new ArrayList<>();
    for (int v = 0; v < visitors; v++) {
      for (int i = 0; i < 12; i++) {
        long millis = NOON - 6 * DAY + (long) (random.nextDouble() * 10 * DAY);
        arriving.add(new Arriving(millis, event(types[random.nextInt(4)], "v" + v, millis)));
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        long millis = NOON + (long) (random.nextDouble() * 3 * DAY);
        long late = random.nextInt(5) * MINUTE;
        arriving.add(new Arriving(millis + late, answer("v" + v, "a", millis)));
        // What follows an answer at once overtakes it.
        arriving.add(
            new Arriving(millis + late - 1, event(EventType.SELECT_ITEM, "v" + v, millis + 1)));
        // So does the next answer, for one of somebody who signs in.
        arriving.add(new Arriving(millis + late - 1, answer("v" + v, "a", millis + 2)));
      }
    }
    arriving.sort(Comparator.comparingLong(Arriving::at));
    List<Object> all = new ArrayList<>(arriving.stream().map(Arriving::what).toList());
    // Offsets in the order of arrival, as the cleaning job gives them.
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof CleanEvent e) {
        all.set(i, new CleanEvent(e.event(), e.sessionId(), e.receivedMillis(), 0, offset + i));
      }
    }
    harness.take(
        "e",
        ExperimentRecord.draft(JsonNodeFactory.instance.objectNode())
            .started(NOON, NOON, over, Slots.NONE));
    for (int i = 0; i < all.size(); i++) {
      if (i == all.size() / 2) {
        long now = harness.sums.getProcessingTime();
        ExperimentsHarness.Snapshot snapshot = harness.snapshot();
        harness.close();
        harness = new ExperimentsHarness(snapshot, now);
        // The cleaning job repeats itself.
        for (Object one : all.subList(Math.max(0, i - 20), i)) {
          if (one instanceof CleanEvent clean) {
            harness.take(clean);
          }
        }
      }
      if (all.get(i) instanceof CleanEvent clean) {
        harness.take(clean);
      } else {
        harness.take((Served) all.get(i));
      }
    }

    Collections.shuffle(all, random);
    assertThat(all("a")).isEqualTo(slow(all, visitors, over));
  }

  @Test
  void writesAnArmOnceASecondAtMost() throws Exception {
    for (int i = 0; i < 50; i++) {
      harness.take(answer("v" + i, "a", NOON + i));
    }
    long written =
        harness.sums.extractOutputValues().stream()
            .filter(one -> one.value() != null && one.value().slice().equals(Slices.ALL))
            .count();

    assertThat(written).isEqualTo(1);
    assertThat(all("a").count()).isEqualTo(50);
  }

  @Test
  void stateGoesBackToZero() throws Exception {
    harness.take(event(EventType.IDENTIFY, "ann", "d", NOON, null));
    harness.take(event(EventType.PURCHASE, "ann", NOON));
    harness.take(answer("ann", "a", NOON));
    assertThat(harness.states()).isPositive();
    assertThat(harness.results()).isNotEmpty();

    harness.time(NOON + ExperimentsHarness.LIFETIME.multipliedBy(3).toMillis());

    assertThat(harness.states()).isZero();
    assertThat(harness.results()).isEmpty();
    assertThat(harness.shared()).isEmpty();
  }
}
