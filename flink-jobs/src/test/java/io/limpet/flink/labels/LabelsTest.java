package io.limpet.flink.labels;

import static io.limpet.flink.labels.Scenario.HOUR;
import static io.limpet.flink.labels.Scenario.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.label.Attribution;
import io.limpet.core.label.Labels;
import io.limpet.core.served.Served;
import io.limpet.core.served.Served.ServedItem;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.labels.LabelsHarness.Snapshot;
import io.limpet.flink.labels.Scenario.Timed;
import io.limpet.lake.row.ExampleRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
  private static final Attribution ATTRIBUTION = new Attribution(24 * HOUR, 72 * HOUR);
  private static final long LATENESS = HOUR / 2;

  private long offset;

  private static Served served(String id, String visitor, long millis, String... items) {
    return page(id, visitor, millis, 0, items);
  }

  private static Served page(String id, String visitor, long millis, int first, String... items) {
    List<ServedItem> shown = new ArrayList<>();
    for (String item : items) {
      shown.add(new ServedItem(item, "new", 1, 1, new float[0]));
    }
    return new Served(id, visitor, "home", "g", millis, "s", first, 0, shown);
  }

  private CleanEvent event(
      EventType type, String visitor, @Nullable String answer, long millis, String item) {
    Event event =
        new Event(
            "e" + offset,
            type,
            visitor,
            null,
            null,
            millis,
            List.of(new LineItem(item, 2, 1.5, 3)),
            null,
            null,
            null,
            answer,
            Map.of());
    return SampleEvents.clean(event, offset++);
  }

  @Test
  void aForgottenVisitorLeavesNoStateNoTimerAndNoExample() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      harness.take(served("r1", "ann", START, "mug", "lamp"));
      harness.take(event(EventType.VIEW_ITEM, "ann", "r1", START + 5, "mug"));
      harness.take(event(EventType.PURCHASE, "ann", null, START + HOUR, "lamp"));
      harness.take(event(EventType.VIEW_ITEM, "ann", "r1", START + 6, "of no page"));

      harness.forget("ann");

      assertThat(harness.held()).isZero();
      harness.watermark(START + 24 * HOUR);
      assertThat(harness.rows()).isEmpty();
    }
  }

  @Test
  void othersKeepTheirsWhenAVisitorIsForgotten() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      harness.take(served("r1", "ann", START, "mug"));
      harness.take(served("r2", "bob", START, "mug"));

      harness.forget("ann");
      harness.watermark(START + 24 * HOUR);

      assertThat(harness.rows()).extracting(ExampleRow::visitor).containsExactly("bob");
    }
  }

  @Test
  void anAnswerThatTheVisitorsStateHasLetGoIsNobodys() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      for (int i = 0; i <= Shown.MOST; i++) {
        harness.take(served("r" + i, "ann", START + i, "mug"));
      }

      harness.forget("ann");
      harness.watermark(START + 30 * HOUR);

      assertThat(harness.rows())
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.recommendationId()).isEqualTo("r0");
                assertThat(row.visitor()).isEmpty();
              });
    }
  }

  @Test
  void anAnswerBecomesAnExampleAnItemWhenItsWindowCloses() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      harness.take(served("r", "ann", START, "mug", "lamp", "cup"));
      harness.take(event(EventType.VIEW_ITEM_LIST, "ann", "r", START + 5, "mug"));
      harness.take(event(EventType.VIEW_ITEM, "ann", null, START + 9, "mug"));
      harness.take(event(EventType.PURCHASE, "ann", null, START + HOUR, "lamp"));
      harness.watermark(START + 24 * HOUR - 1);
      assertThat(harness.rows()).isEmpty();
      harness.watermark(START + 24 * HOUR);
      assertThat(harness.rows())
          .extracting(ExampleRow::itemId)
          .containsExactly("mug", "lamp", "cup");
      ExampleRow mug = harness.rows().get(0);
      assertThat(mug.seen()).isTrue();
      assertThat(mug.seenIndex()).isEqualTo(3);
      assertThat(mug.clickedAfter()).isEqualTo(9);
      ExampleRow lamp = harness.rows().get(1);
      assertThat(lamp.position()).isEqualTo(1);
      assertThat(lamp.seen()).isFalse();
      assertThat(lamp.purchasedAfter()).isEqualTo(HOUR);
      assertThat(lamp.value()).isEqualTo(3.0);
      assertThat(harness.rows().get(2).clickedAfter()).isNull();
      assertThat(harness.rows()).allSatisfy(row -> assertThat(row.version()).isEqualTo(1));
    }
  }

  @Test
  void aLaterConversionAmendsItsItemAlone() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      harness.take(served("r", "ann", START, "mug", "lamp"));
      harness.watermark(START + 30 * HOUR);
      harness.take(event(EventType.PURCHASE, "ann", null, START + 31 * HOUR, "lamp"));
      // Too late for a basket, and a click that comes late but happened in time.
      harness.take(event(EventType.ADD_TO_CART, "ann", null, START + 31 * HOUR, "mug"));
      harness.take(event(EventType.VIEW_ITEM, "ann", null, START + 23 * HOUR, "lamp"));
      harness.watermark(START + 40 * HOUR);
      assertThat(harness.rows()).hasSize(4);
      ExampleRow last = harness.rows().getLast();
      assertThat(last.itemId()).isEqualTo("lamp");
      assertThat(last.version()).isEqualTo(3);
      assertThat(last.clickedAfter()).isEqualTo(23 * HOUR);
      assertThat(last.purchasedAfter()).isEqualTo(31 * HOUR);
    }
  }

  @Test
  void theLatestAnswerBeforeAConversionHasItEvenWhenItIsReadLater() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      harness.take(served("r1", "ann", START, "mug"));
      harness.take(event(EventType.PURCHASE, "ann", null, START + 2 * HOUR, "mug"));
      harness.take(served("r3", "ann", START + 3 * HOUR, "mug"));
      harness.take(served("r2", "ann", START + HOUR, "mug"));
      harness.take(served("of another", "bob", START + HOUR, "mug"));
      harness.watermark(START + 100 * HOUR);
      assertThat(harness.rows())
          .filteredOn(row -> row.purchasedAfter() != null)
          .extracting(ExampleRow::recommendationId)
          .containsExactly("r2");
    }
  }

  @Test
  void anEventThatNamesItsAnswerCountsForItAndNoOther() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      // Shown before the sign-in, and once more after it; the click says which.
      harness.take(event(EventType.VIEW_ITEM, "ann", "r1", START - 5, "mug"));
      harness.take(served("r1", "anonymous:x", START, "mug"));
      harness.take(served("r2", "ann", START - 10, "mug"));
      harness.take(event(EventType.VIEW_ITEM, "ann", "nobody's", START, "mug"));
      harness.watermark(START + 100 * HOUR);
      assertThat(harness.rows())
          .extracting(ExampleRow::recommendationId, ExampleRow::clickedAfter)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("r1", 0L),
              org.assertj.core.groups.Tuple.tuple("r2", null));
    }
  }

  @Test
  void whereNoAnswersAreGivenNothingIsKeptOfEvents() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      harness.noAnswers();
      harness.take(event(EventType.VIEW_ITEM, "bob", null, START, "mug"));
      assertThat(harness.held()).as("one may still be on its way").isPositive();
      harness.watermark(START);
      int held = harness.held();
      harness.processingTime(START + 60_000);
      for (int i = 0; i < 50; i++) {
        harness.take(event(EventType.VIEW_ITEM, "ann-" + i, null, START + i, "mug"));
      }
      assertThat(harness.held()).isEqualTo(held);
    }
  }

  @Test
  void anEventWaitsForAnswersAndNotForOtherEvents() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      harness.take(served("r", "ann", START, "mug"));
      harness.take(event(EventType.VIEW_ITEM, "ann", null, START + 5, "mug"));
      assertThat(harness.touches()).isZero();
      harness.answersUntil(START + 10);
      harness.take(event(EventType.ADD_TO_CART, "ann", null, START + 9, "mug"));
      assertThat(harness.touches()).isEqualTo(1);
      harness.watermark(START + 10);
      assertThat(harness.touches()).isEqualTo(2);
    }
  }

  @Test
  void pagesOfOneAnswerAreLabelledEachInItsTime() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      harness.take(served("r", "ann", START, "mug", "lamp"));
      harness.take(page("r", "ann", START + HOUR, 2, "cup"));
      harness.take(page("r", "ann", START + HOUR, 2, "cup"));
      harness.take(event(EventType.SELECT_ITEM, "ann", "r", START + 2 * HOUR, "cup"));
      harness.watermark(START + 24 * HOUR);
      assertThat(harness.rows()).extracting(ExampleRow::position).containsExactly(0, 1);
      harness.watermark(START + 25 * HOUR);
      ExampleRow cup = harness.rows().getLast();
      assertThat(harness.rows()).hasSize(3);
      assertThat(cup.position()).isEqualTo(2);
      assertThat(cup.clickedAfter()).isEqualTo(HOUR);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void givesWhatTheSlowJoinGivesThroughDisorderReplaysAndRestarts(long seed) throws Exception {
    Random random = new Random(seed);
    Scenario scenario = Scenario.random(random, 48);
    Map<List<String>, Labels> expected =
        SlowJoin.of(scenario.answers(), scenario.events(), ATTRIBUTION);

    // The order in which it arrives: up to the lateness later than it happened. A visitor's
    // events leave the cleaning job in the order of their origin, so origins follow it.
    List<Timed> arriving = new ArrayList<>(scenario.byTime());
    Map<Timed, Long> arrival = new HashMap<>();
    arriving.forEach(of -> arrival.put(of, of.millis() + random.nextLong(LATENESS)));
    arriving.sort(Comparator.comparingLong(arrival::get));
    List<Timed> feed = new ArrayList<>();
    long origin = 0;
    for (Timed of : arriving) {
      feed.add(
          of.event() == null
              ? of
              : new Timed(of.millis(), null, SampleEvents.clean(of.event().event(), origin++)));
    }

    List<ExampleRow> written = run(feed, random);

    Map<List<String>, ExampleRow> newest = new HashMap<>();
    Set<List<Object>> keys = new HashSet<>();
    for (ExampleRow row : written) {
      assertThat(keys.add(List.of(row.recommendationId(), row.itemId(), row.version())))
          .as("seed %d: a version is written once: %s", seed, row)
          .isTrue();
      newest.merge(
          List.of(row.recommendationId(), row.itemId()),
          row,
          (a, b) -> a.version() > b.version() ? a : b);
    }
    assertThat(newest.keySet()).as("seed %d", seed).isEqualTo(expected.keySet());
    expected.forEach(
        (key, labels) ->
            assertThat(labels(newest.get(key)))
                .as("seed %d: %s", seed, key)
                .usingRecursiveComparison()
                .withComparatorForType(LabelsTest::compare, Double.class)
                .isEqualTo(labels));
    assertThat(expected.values()).as("some of each").anyMatch(of -> of.purchasedAfter() >= 0);
    assertThat(expected.values()).anyMatch(of -> of.value() != null && of.value() > 0);
    assertThat(written).anyMatch(row -> row.version() > 1);
  }

  /** Sums of the same amounts in another order. */
  private static int compare(Double a, Double b) {
    return Math.abs(a - b) < 1e-9 ? 0 : a.compareTo(b);
  }

  private static Labels labels(ExampleRow row) {
    return new Labels(
        row.seen(),
        row.seenIndex(),
        row.clickedAfter() == null ? Labels.NEVER : row.clickedAfter(),
        row.cartedAfter() == null ? Labels.NEVER : row.cartedAfter(),
        row.purchasedAfter() == null ? Labels.NEVER : row.purchasedAfter(),
        row.value(),
        row.synthetic());
  }

  /** Feeds it with repetitions, and now and then goes back to a checkpoint and on from there. */
  private static List<ExampleRow> run(List<Timed> feed, Random random) throws Exception {
    List<ExampleRow> written = new ArrayList<>();
    Snapshot checkpoint = null;
    int checkpointAt = 0;
    int crashes = 3;
    LabelsHarness harness = new LabelsHarness(ATTRIBUTION);
    try {
      long latest = Long.MIN_VALUE;
      for (int i = 0; i < feed.size(); i++) {
        if (random.nextInt(30) == 0) {
          checkpoint = harness.snapshot(i);
          // What a checkpoint ends is shown; what comes after a crash is not.
          written.addAll(harness.rows());
          harness.rows().clear();
          checkpointAt = i;
        } else if (checkpoint != null && crashes > 0 && random.nextInt(40) == 0) {
          crashes--;
          harness.close();
          harness = new LabelsHarness(ATTRIBUTION, checkpoint);
          i = checkpointAt;
          latest = Long.MIN_VALUE;
        }
        Timed of = feed.get(i);
        feed(harness, of);
        // The cleaning job and the service may write again what they wrote lately.
        if (i > 3 && random.nextInt(10) == 0) {
          feed(harness, feed.get(i - random.nextInt(3)));
        }
        latest = Math.max(latest, of.millis());
        harness.watermark(latest - LATENESS - 1);
      }
      harness.watermark(latest + 200 * HOUR);
      written.addAll(harness.rows());
      assertThat(harness.heldOfAnswers()).as("state of answers at the end").isZero();
      return written;
    } finally {
      harness.close();
    }
  }

  private static void feed(LabelsHarness harness, Timed of) throws Exception {
    if (of.served() != null) {
      harness.take(of.served());
    }
    if (of.event() != null) {
      harness.take(of.event());
    }
  }

  @Test
  void goesBackToNoStateAtAllAfterTheWindows() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      for (int i = 0; i < 300; i++) {
        long at = START + i * HOUR;
        harness.take(served("r" + i, "ann", at, "mug", "lamp-" + i));
        harness.take(event(EventType.VIEW_ITEM, "ann", null, at + 9, "mug"));
        harness.take(event(EventType.VIEW_ITEM, "bob", "unknown-" + i, at, "mug"));
        harness.watermark(at);
      }
      assertThat(harness.rows()).hasSizeGreaterThan(500);
      harness.watermark(START + 400 * HOUR);
      harness.processingTime(START + 900 * 24 * HOUR);
      assertThat(harness.held()).isZero();
    }
  }

  @Test
  void whatSomebodyMakesUpIsNotKeptWithoutBound() throws Exception {
    try (LabelsHarness harness = new LabelsHarness(ATTRIBUTION)) {
      harness.take(served("r", "ann", START, "mug"));
      int before = harness.heldOfAnswers();
      for (int i = 0; i < 2_000; i++) {
        harness.take(event(EventType.VIEW_ITEM, "ann", "r", START, "made-up-" + i));
      }
      assertThat(harness.heldOfAnswers()).isLessThanOrEqualTo(before + 2);
    }
  }
}
