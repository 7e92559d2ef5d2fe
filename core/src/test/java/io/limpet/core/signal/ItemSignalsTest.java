package io.limpet.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.RandomData;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ItemSignalsTest {
  private static final long NOON = 1_769_860_800_000L;
  private static final long DAY = 86_400_000L;

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void theOrderOfEventsDoesNotMatter(long seed) {
    Random random = new Random(seed);
    RandomData data = new RandomData(random);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      events.add(data.event());
    }
    ItemSignals inOrder = fold(events);
    Collections.shuffle(events, random);
    ItemSignals shuffled = fold(events);

    assertThat(shuffled.counts()).isEqualTo(inOrder.counts());
    assertThat(shuffled.units()).isEqualTo(inOrder.units());
    assertThat(shuffled.trendMillis()).isEqualTo(inOrder.trendMillis());
    assertThat(shuffled.version()).isEqualTo(inOrder.version()).isEqualTo(200);
    assertThat(shuffled.trend()).isCloseTo(inOrder.trend(), within(1e-9));
    assertThat(shuffled.trend()).isCloseTo(slowTrend(events), within(1e-9));
  }

  private static ItemSignals fold(List<Event> events) {
    ItemSignals signals = ItemSignals.empty("i");
    for (Event event : events) {
      signals = signals.with(event, new LineItem("i", 2, null, null));
    }
    return signals;
  }

  /** The definition, event by event. */
  private static double slowTrend(List<Event> events) {
    long latest = events.stream().mapToLong(Event::timestampMillis).max().orElseThrow();
    double sum = 0;
    for (Event event : events) {
      double hours = (latest - event.timestampMillis()) / 3_600_000.0;
      sum += event.type().defaultWeight() * Math.pow(2, -hours / 24);
    }
    return sum;
  }

  @Test
  void countsEventsAndPieces() {
    ItemSignals signals =
        ItemSignals.empty("i")
            .with(event(EventType.VIEW_ITEM, NOON), line(1))
            .with(event(EventType.PURCHASE, NOON), line(5))
            .with(event(EventType.REFUND, NOON), line(2));

    assertThat(signals.counts())
        .isEqualTo(Map.of(EventType.VIEW_ITEM, 1L, EventType.PURCHASE, 1L, EventType.REFUND, 1L));
    assertThat(signals.units()).isEqualTo(3);
    assertThat(signals.popularity()).isEqualTo(1 + 5 - 3);
    assertThat(signals.count(EventType.SEARCH)).isZero();
  }

  @Test
  void theTrendHalvesInADay() {
    ItemSignals signals = ItemSignals.empty("i").with(event(EventType.PURCHASE, NOON), line(1));

    assertThat(signals.trendAt(NOON)).isEqualTo(5);
    assertThat(signals.trendAt(NOON + DAY)).isEqualTo(2.5);
    assertThat(signals.trendAt(NOON - DAY)).as("never more than it was").isEqualTo(5);
    assertThat(signals.trendAt(NOON + 10_000 * DAY)).isZero();
  }

  @Test
  void trendAndPopularityAreNeverBelowZero() {
    ItemSignals signals =
        ItemSignals.empty("i").with(event(EventType.NOT_INTERESTED, NOON), line(1));

    assertThat(signals.trend()).isNegative();
    assertThat(signals.trendAt(NOON)).isZero();
    assertThat(signals.popularity()).isZero();
  }

  @Test
  void ratesAreSmoothedTowardsThePrior() {
    ItemSignals none = ItemSignals.empty("i");
    assertThat(none.rate(EventType.PURCHASE, EventType.VIEW_ITEM, 0.02, 50)).isEqualTo(0.02);

    ItemSignals signals = none;
    for (int i = 0; i < 100; i++) {
      signals = signals.with(event(EventType.VIEW_ITEM, NOON), line(1));
    }
    for (int i = 0; i < 10; i++) {
      signals = signals.with(event(EventType.PURCHASE, NOON), line(1));
    }
    assertThat(signals.rate(EventType.PURCHASE, EventType.VIEW_ITEM, 0.02, 50))
        .isEqualTo((10 + 0.02 * 50) / 150);
  }

  private static LineItem line(int quantity) {
    return new LineItem("i", quantity, null, null);
  }

  private static Event event(EventType type, long millis) {
    return new Event(
        "e", type, "u", null, null, millis, List.of(line(1)), null, null, null, null, Map.of());
  }
}
