package io.limpet.flink.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.engagement.Calendar;
import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.engagement.Group;
import io.limpet.core.engagement.Ledger;
import io.limpet.core.engagement.Measure;
import io.limpet.core.engagement.Segment;
import io.limpet.core.engagement.Traffic;
import io.limpet.core.engagement.VisitorHistory;
import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.experiment.Assignment;
import io.limpet.core.experiment.Unit;
import io.limpet.core.hash.Hash128;
import io.limpet.core.label.Attribution;
import io.limpet.core.served.Served;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.ErasingOperator;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngagementTest {
  private static final long NOON = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();
  private static final Duration LIFETIME = Duration.ofDays(400);
  private static final Attribution ATTRIBUTION = new Attribution(1, Duration.ofDays(7).toMillis());
  private static final String KEY = "person/all//2026-01-31";

  @Test
  void nothingThatIsKeptOrSentGoesThroughKryo() {
    var options = new Configuration();
    options.set(PipelineOptions.GENERIC_TYPES, false);
    var config = new SerializerConfigImpl(options);
    for (Class<?> type :
        List.of(Measured.class, DayState.class, Answer.class, Early.class, Placed.class)) {
      assertThat(Types.POJO(type).createSerializer(config)).as(type.getName()).isNotNull();
    }
  }

  @Test
  void measuresEverySegmentAnEventBelongsTo() throws Exception {
    try (var visitors = visitors()) {
      visitors.processElement(event("e1", Map.of("channel", "email")), 0);

      assertThat(visitors.extractOutputValues())
          .extracting(EngagementDay::key)
          .contains(KEY, "person/channel/email/2026-01-31", "person/all//2026-03-02");
    }
  }

  @Test
  void knowsAVisitorAgainAfterARestore() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var visitors = visitors()) {
      visitors.processElement(event("e1", Map.of()), 0);
      checkpoint = visitors.snapshot(1, 1);
    }
    try (var visitors = visitorsFrom(checkpoint)) {
      visitors.processElement(at(NOON + Duration.ofDays(1).toMillis()), 0);

      EngagementDay next =
          visitors.extractOutputValues().stream()
              .filter(day -> day.key().equals("person/all//2026-02-01"))
              .findFirst()
              .orElseThrow();
      assertThat(next.metrics().count(Measure.RETURNING)).isEqualTo(1);
      assertThat(next.metrics().count(Measure.NEW)).isZero();
    }
  }

  @Test
  void passesOverMoreSegmentsOfAVisitorThanAnybodyHas() throws Exception {
    try (var visitors = visitors()) {
      for (int i = 0; i < 2 * MeasureVisitor.SEGMENTS; i++) {
        visitors.processElement(event("e" + i, Map.of("channel", "c" + i)), 0);
      }
      assertThat(visitors.numKeyedStateEntries()).isEqualTo(1);
      assertThat(visitors.extractOutputValues().stream().map(EngagementDay::segment).distinct())
          .hasSize(MeasureVisitor.SEGMENTS);
    }
  }

  @Test
  void segmentsThatShareAHistoryComeOutAsEachWouldByItself() throws Exception {
    Random random = new Random(3);
    List<CleanEvent> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      // One channel and country at first, then several.
      Map<String, String> properties =
          i < 50
              ? Map.of("channel", "web", "country", "NO")
              : Map.of(
                  "channel",
                  "c" + random.nextInt(3),
                  "country",
                  random.nextBoolean() ? "NO" : "SE");
      long millis = NOON + random.nextInt(40 * 24) * Duration.ofHours(1).toMillis();
      Event event = clean("e" + i, millis, properties).event();
      events.add(new CleanEvent(event, "s" + random.nextInt(12), millis, 0, 0));
    }
    Map<String, DayMetrics> together = new TreeMap<>();
    OperatorSubtaskState checkpoint;
    try (var visitors = visitors()) {
      visitors.processElements(events.subList(0, 100).stream().map(StreamRecord::new).toList());
      add(visitors.extractOutputValues(), together);
      checkpoint = visitors.snapshot(1, 1);
    }
    try (var visitors = visitorsFrom(checkpoint)) {
      visitors.processElements(events.subList(100, 200).stream().map(StreamRecord::new).toList());
      add(visitors.extractOutputValues(), together);
    }

    assertThat(shown(together)).isEqualTo(shown(eachByItself(events))).hasSizeGreaterThan(100);
  }

  /** The slow way: every segment has a history of its own. */
  private static Map<String, DayMetrics> eachByItself(List<CleanEvent> events) {
    Map<Segment, VisitorHistory> histories = new HashMap<>();
    Map<String, DayMetrics> sums = new TreeMap<>();
    for (CleanEvent event : events) {
      for (Segment segment : Segment.of(event.event())) {
        var ledger = new Ledger();
        VisitorHistory before = histories.getOrDefault(segment, VisitorHistory.NONE);
        histories.put(segment, before.with(event, Calendar.UTC, ledger));
        ledger
            .days()
            .forEach(
                (day, change) ->
                    add(List.of(new EngagementDay(segment, day, "UTC", change, 0)), sums));
      }
    }
    return sums;
  }

  private static void add(List<EngagementDay> days, Map<String, DayMetrics> sums) {
    for (EngagementDay day : days) {
      sums.computeIfAbsent(day.key(), key -> new DayMetrics()).merge(day.metrics());
    }
  }

  /** As they are written, which says all that is in them. */
  private static Map<String, String> shown(Map<String, DayMetrics> sums) {
    Map<String, String> shown = new TreeMap<>();
    sums.forEach(
        (key, sum) -> {
          var day = new EngagementDay(Segment.all(Traffic.PERSON), 0, "UTC", sum, 0);
          shown.put(key, HexFormat.of().formatHex(Topics.METRICS.codec().encode(day)));
        });
    return shown;
  }

  @Test
  void forgetsAVisitorAfterTheLifetime() throws Exception {
    try (var visitors = visitors()) {
      visitors.processElement(event("e1", Map.of()), 0);
      visitors.setProcessingTime(NOON + Duration.ofDays(300).toMillis());
      visitors.processElement(event("e2", Map.of()), 0);
      visitors.setProcessingTime(NOON + Duration.ofDays(500).toMillis());
      assertThat(visitors.numKeyedStateEntries()).isEqualTo(1);
      visitors.setProcessingTime(NOON + Duration.ofDays(710).toMillis());

      assertThat(visitors.numKeyedStateEntries()).isZero();
      assertThat(visitors.numProcessingTimeTimers()).isZero();
    }
  }

  @Test
  void anEventGetsItsAnswerWhicheverComesFirstAndTheStateEnds() throws Exception {
    try (var answers = answers()) {
      answers.setProcessingTime(NOON);
      answers.processElement(Either.Right(event("early", Map.of())), 0);
      answers.processElement(Either.Left(served()), 0);
      answers.processElement(Either.Left(served()), 0);
      answers.processElement(Either.Right(event("late", Map.of())), 0);

      assertThat(answers.extractOutputValues())
          .hasSize(2)
          .allSatisfy(
              placed -> {
                assertThat(placed.visitor()).isEqualTo("ann");
                assertThat(placed.answer().surface()).isEqualTo("home");
                assertThat(placed.answer().variants()).containsExactly("x1/b");
              });
      answers.setProcessingTime(NOON + Duration.ofDays(7).toMillis());
      assertThat(answers.numKeyedStateEntries()).isZero();
      assertThat(answers.numProcessingTimeTimers()).isZero();
    }
  }

  @Test
  void eventsWhoseAnswerNeverComesAreGivenUp() throws Exception {
    try (var answers = answers()) {
      answers.setProcessingTime(NOON);
      for (int i = 0; i < 2 * PlaceEvent.EARLY; i++) {
        answers.processElement(Either.Right(event("e" + i, Map.of())), 0);
      }
      answers.setProcessingTime(NOON + Duration.ofDays(7).toMillis());

      assertThat(answers.numKeyedStateEntries()).isZero();
      answers.processElement(Either.Left(served()), 0);
      assertThat(answers.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void whoIsToBeForgottenLeavesNothingHere() throws Exception {
    Erasure order = Erasure.request("r", "ann", NOON, null).ordered();
    try (var answers =
            erasing(
                new ErasingOperator<>(new PlaceEvent(ATTRIBUTION)),
                EngagementJob::visitor,
                Types.POJO(Placed.class));
        var visitors =
            erasing(
                new ErasingOperator<>(MeasureVisitor.byItself(Calendar.UTC, LIFETIME)),
                clean -> clean.event().visitor(),
                EngagementJob.DAYS)) {
      answers.processElement1(Either.Left(served()), 0);
      visitors.processElement1(event("e1", Map.of("channel", "email")), 0);
      for (var harness : List.of(answers, visitors)) {
        assertThat(harness.numKeyedStateEntries()).isPositive();
        harness.processElement2(
            new TopicRecord(Topics.ERASURES.name(), "r", Topics.ERASURES.codec().encode(order)), 0);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
      }
    }
  }

  private static <T, R> KeyedTwoInputStreamOperatorTestHarness<String, T, TopicRecord, R> erasing(
      TwoInputStreamOperator<T, TopicRecord, R> operator,
      KeySelector<T, String> visitor,
      TypeInformation<R> out)
      throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<String, T, TopicRecord, R>(
            operator, visitor, null, Types.STRING);
    harness.setup(out.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.open();
    harness.setProcessingTime(NOON);
    return harness;
  }

  @Test
  void combinesWhatArisesWithinTheHoldAndSendsAllBeforeACheckpoint() throws Exception {
    try (var combined = new OneInputStreamOperatorTestHarness<>(new CombineDays())) {
      combined.setup(
          EngagementJob.DAYS.createSerializer(combined.getExecutionConfig().getSerializerConfig()));
      combined.open();
      for (int i = 0; i < 20; i++) {
        combined.processElement(change(), 0);
      }
      assertThat(combined.extractOutputValues()).isEmpty();
      combined.setProcessingTime(CombineDays.HOLD_MILLIS);
      assertThat(combined.extractOutputValues())
          .singleElement()
          .satisfies(day -> assertThat(day.metrics().events(EventType.VIEW_ITEM)).isEqualTo(20));
      combined.processElement(change(), 0);
      combined.prepareSnapshotPreBarrier(1);
      assertThat(combined.extractOutputValues()).hasSize(2);
    }
  }

  @Test
  void writesADayAtOnceAndThenInItsTurn() throws Exception {
    try (var days = days()) {
      for (int i = 0; i < 20; i++) {
        days.processElement(change(), 0);
      }
      assertThat(written(days)).extracting(EngagementTest::views).containsExactly(1L);
      days.setProcessingTime(NOON + AddDays.WRITE_MILLIS);
      assertThat(written(days)).extracting(EngagementTest::views).containsExactly(1L, 20L);
      assertThat(written(days))
          .extracting(EngagementDay::version)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aDayGoesOnAfterARestoreWithAHigherVersion() throws Exception {
    OperatorSubtaskState checkpoint;
    long before;
    try (var days = days()) {
      days.processElement(change(), 0);
      checkpoint = days.snapshot(1, 1);
      days.setProcessingTime(NOON + 3_000);
      days.processElement(change(), 0);
      before = written(days).getLast().version();
    }
    try (var days = daysFrom(checkpoint)) {
      days.setProcessingTime(NOON + 5_000);
      days.processElement(change(), 0);
      days.processElement(change(), 0);
      days.setProcessingTime(NOON + 9_000);

      assertThat(views(written(days).getLast())).isEqualTo(3);
      assertThat(written(days).getFirst().version()).isGreaterThan(before);
    }
  }

  @Test
  void forgetsADayAfterTheLifetimeAndSaysSo() throws Exception {
    try (var days = days()) {
      days.processElement(change(), 0);
      days.setProcessingTime(NOON + Duration.ofDays(405).toMillis());

      assertThat(days.numKeyedStateEntries()).isZero();
      assertThat(days.numProcessingTimeTimers()).isZero();
      assertThat(days.extractOutputValues().getLast().value()).isNull();
    }
  }

  private static long views(EngagementDay day) {
    return day.metrics().events(EventType.VIEW_ITEM);
  }

  private static List<EngagementDay> written(
      KeyedOneInputStreamOperatorTestHarness<String, EngagementDay, Keyed<EngagementDay>> days) {
    return days.extractOutputValues().stream().map(Keyed::value).toList();
  }

  private static EngagementDay change() throws Exception {
    try (var visitors = visitors()) {
      visitors.processElement(event("e", Map.of()), 0);
      EngagementDay change =
          visitors.extractOutputValues().stream()
              .filter(day -> day.key().equals(KEY))
              .findFirst()
              .orElseThrow();
      assertThat(change.metrics().groups()).containsKey(Group.ACTIVE);
      return change;
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CleanEvent, EngagementDay>
      visitors() throws Exception {
    return visitorsFrom(null);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, CleanEvent, EngagementDay>
      visitorsFrom(@Nullable OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(MeasureVisitor.byItself(Calendar.UTC, LIFETIME)),
            (CleanEvent clean) -> clean.event().visitor(),
            Types.STRING);
    harness.setup(
        EngagementJob.DAYS.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(NOON);
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Either<Served, CleanEvent>, Placed>
      answers() throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new PlaceEvent(ATTRIBUTION)),
            EngagementJob::visitor,
            Types.STRING);
    harness.setup(
        Types.POJO(Placed.class)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.open();
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EngagementDay, Keyed<EngagementDay>>
      days() throws Exception {
    return daysFrom(null);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, EngagementDay, Keyed<EngagementDay>>
      daysFrom(@Nullable OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new AddDays(LIFETIME)), EngagementDay::key, Types.STRING);
    harness.setup(
        WireTypes.keyed(Topics.METRICS)
            .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(NOON);
    return harness;
  }

  private static CleanEvent at(long millis) {
    return clean("e" + millis, millis, Map.of());
  }

  private static CleanEvent event(String id, Map<String, String> properties) {
    return clean(id, NOON, properties);
  }

  private static CleanEvent clean(String id, long millis, Map<String, String> properties) {
    var event =
        new Event(
            id,
            EventType.VIEW_ITEM,
            "ann",
            null,
            null,
            millis,
            List.of(LineItem.of("mug")),
            null,
            null,
            null,
            "r1",
            properties);
    return new CleanEvent(event, "s", millis, 0, 0);
  }

  private static Served served() {
    return new Served(
        "r1",
        "ann",
        "home",
        "g1",
        NOON,
        "s",
        0,
        0,
        List.of(),
        List.of(new Assignment("x1", "b", new Unit(new Hash128(1, 2)))));
  }
}
