package io.limpet.flink.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.EventType;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.feature.Window;
import io.limpet.core.generation.Registry;
import io.limpet.core.prediction.Prediction;
import io.limpet.core.release.Release;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.SampleEvents;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.flink.JobSettings;
import io.limpet.flink.wire.ErasingOperator;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldUserTest {
  private static final long NOON = SampleEvents.NOON;
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Foretell.DAY_MILLIS;
  private static final String DEVICE = "anonymous:phone";

  private KeyedTwoInputStreamOperatorTestHarness<
          String, Either<UserAct, Keyed<UserBehaviour>>, TopicRecord, Keyed<UserBehaviour>>
      harness;

  @TempDir private Path registry;
  private long decisions;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
    harness.setProcessingTime(NOON);
  }

  private KeyedTwoInputStreamOperatorTestHarness<
          String, Either<UserAct, Keyed<UserBehaviour>>, TopicRecord, Keyed<UserBehaviour>>
      harness() throws Exception {
    JobSettings settings =
        JobSettings.parse(
            new String[] {"--registry", registry.toString(), "--visitor-lifetime", "400d"},
            Map.of());
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new ErasingOperator<>(new FoldUser(settings)), FeaturesJob::visitor, null, Types.STRING);
  }

  /** Entries of a checkpoint. */
  private int kept() throws Exception {
    harness.snapshot(1, NOON);
    return harness.numKeyedStateEntries();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void take(long millis) throws Exception {
    take("ann", millis);
  }

  private void take(String visitor, long millis) throws Exception {
    harness.processElement1(Either.Left(bought(visitor, millis)), millis);
  }

  private static UserAct bought(String visitor, long millis) {
    return new UserAct(
        visitor, 1, EventType.PURCHASE, millis, 0, 1, 2.5, 2.5, "Mugs", null, millis, null);
  }

  private void give(String visitor, UserBehaviour value) throws Exception {
    harness.processElement1(Either.Right(Keyed.of(visitor, value)), 0);
  }

  @Test
  void addsWhatAUserDidBeforeSigningIn() throws Exception {
    take(NOON);
    give("ann", UserBehaviour.empty("ann").with(bought("ann", NOON - DAY)));
    harness.setProcessingTime(NOON + PAUSE.toMillis());

    UserBehaviour both =
        UserBehaviour.empty("ann").with(bought("ann", NOON - DAY)).with(bought("ann", NOON));
    assertThat(harness.extractOutputValues().getLast().value()).isEqualTo(both);
  }

  @Test
  void tellsOfAUserWhoDidNothingButSignIn() throws Exception {
    give("ann", UserBehaviour.empty("ann").with(bought("ann", NOON - DAY)));

    assertThat(harness.extractOutputValues()).hasSize(1);
    // What was done, and when it is to be told of.
    assertThat(kept()).isEqualTo(2);
  }

  @Test
  void whatIsToBeSaidOfADevicePassesWithoutATrace() throws Exception {
    UserBehaviour device = UserBehaviour.empty(DEVICE).with(bought(DEVICE, NOON));
    give(DEVICE, device);
    harness.processElement1(Either.Right(Keyed.tombstone(DEVICE)), 0);

    assertThat(harness.extractOutputValues())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(said(DEVICE, device), Keyed.tombstone(DEVICE));
    assertThat(kept()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  /** An earlier release folded devices here, as this one does users. */
  @Test
  void whatAnEarlierReleaseKeptOfADeviceIsSaidUntilSomebodySignsIn() throws Exception {
    take(DEVICE, NOON - DAY);
    // Within the pause, so that it was to be written.
    take(DEVICE, NOON - DAY);
    reopen();
    UserBehaviour since = UserBehaviour.empty(DEVICE).with(bought(DEVICE, NOON));
    give(DEVICE, since);
    harness.setProcessingTime(NOON + 2 * PAUSE.toMillis());
    UserBehaviour before =
        UserBehaviour.empty(DEVICE)
            .with(bought(DEVICE, NOON - DAY))
            .with(bought(DEVICE, NOON - DAY));
    assertThat(harness.extractOutputValues())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(said(DEVICE, before.and(since)));

    harness.processElement1(Either.Right(Keyed.tombstone(DEVICE)), 0);
    assertThat(kept()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    give(DEVICE, since);
    assertThat(harness.extractOutputValues().getLast())
        .usingRecursiveComparison()
        .isEqualTo(said(DEVICE, since));
  }

  private static Keyed<UserBehaviour> said(String visitor, UserBehaviour value) {
    return Keyed.of(visitor, value);
  }

  private void reopen() throws Exception {
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    long then = harness.getProcessingTime();
    harness.close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
    harness.setProcessingTime(then);
  }

  @Test
  void aLateEventLandsInTheWindowItBelongsTo() throws Exception {
    take(NOON);
    take(NOON - Duration.ofDays(20).toMillis());
    harness.setProcessingTime(NOON + PAUSE.toMillis());
    UserBehaviour user = Objects.requireNonNull(harness.extractOutputValues().getLast().value());

    assertThat(user.counts().of(EventType.PURCHASE, Window.DAYS_7, NOON)).isEqualTo(1);
    assertThat(user.counts().of(EventType.PURCHASE, Window.DAYS_30, NOON)).isEqualTo(2);
    assertThat(user.times().lastPurchase()).isEqualTo(NOON);
    assertThat(user.version()).isEqualTo(2);
  }

  @Test
  void forgetsAVisitorAfterItsLifetimeAndSaysSo() throws Exception {
    take(NOON);
    harness.setProcessingTime(NOON + Duration.ofDays(300).toMillis());
    take(NOON);
    harness.setProcessingTime(NOON + Duration.ofDays(500).toMillis());
    // What was done, and when it is to be told of.
    assertThat(kept()).isEqualTo(2);
    harness.setProcessingTime(NOON + Duration.ofDays(710).toMillis());

    assertThat(kept()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    assertThat(harness.extractOutputValues().getLast().value()).isNull();
  }

  @Test
  void leavesNothingOfAVisitorWhoIsToBeForgotten() throws Exception {
    take(NOON);
    take(NOON + 1);
    // To be written, to end, to be told of.
    assertThat(harness.numProcessingTimeTimers()).isEqualTo(3);
    assertThat(kept()).isPositive();
    forget("ann");

    assertThat(kept()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  @Test
  void tellsWhatAUserWillDoAtOnceThenOnceAnHourAndOnceADay() throws Exception {
    release("g1", true);
    long first = awaitTold("ann", 1).atMillis();
    assertThat(told("ann", 1).generation()).isEqualTo("g1");

    take(first + HOUR / 2);
    assertThat(told()).hasSize(1);
    harness.setProcessingTime(first + HOUR);
    assertThat(told("ann", 2).nextAction()).isNotEmpty();
    harness.setProcessingTime(first + HOUR + DAY - 1);
    assertThat(told()).hasSize(2);
    harness.setProcessingTime(first + HOUR + DAY);
    assertThat(told("ann", 3).churnProbability()).isGreaterThan(told("ann", 2).churnProbability());
    assertThat(told("ann", 3).atMillis()).isEqualTo(first + HOUR + DAY);
  }

  @Test
  void anonymousVisitorsAreNotToldOf() throws Exception {
    release("g1", true);
    awaitTold("ann", 1);
    take("anonymous:phone", NOON);
    harness.setProcessingTime(NOON + 3 * DAY);

    assertThat(told().stream().map(FoldUserTest::key)).containsOnly("ann");
  }

  @Test
  void aGenerationThatPredictsNothingTakesBackWhatWasTold() throws Exception {
    release("g1", true);
    awaitTold("ann", 1);
    release("g2", false);
    await("taken back")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              harness.setProcessingTime(harness.getProcessingTime() + DAY);
              return told().getLast().value() == null;
            });
    int size = told().size();
    harness.setProcessingTime(harness.getProcessingTime() + 3 * DAY);
    assertThat(told()).hasSize(size);

    // Going back to the one before, who acts is told of at once.
    release("g1", true);
    awaitTold("ann", size + 1);
  }

  @Test
  void aGenerationThatCannotBeOpenedLeavesTheOneBefore() throws Exception {
    release("g1", true);
    awaitTold("ann", 1);
    decide("gone", Release.State.RELEASED);
    harness.setProcessingTime(harness.getProcessingTime() + DAY);

    assertThat(awaitTold("ann", 2).generation()).isEqualTo("g1");
  }

  @Test
  void leavesNothingOfAUserWhoWasTold() throws Exception {
    release("g1", true);
    awaitTold("ann", 1);
    take(NOON + 1);
    assertThat(kept()).isPositive();
    forget("ann");
    assertThat(kept()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();

    awaitTold("ann", 2);
    harness.setProcessingTime(NOON + Duration.ofDays(900).toMillis());
    assertThat(kept()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    assertThat(told().getLast().value()).isNull();
  }

  @Test
  void aRestoredJobKnowsTheRelease() throws Exception {
    release("g1", true);
    awaitTold("ann", 1);
    reopen();

    assertThat(awaitTold("ann", 1).generation()).isEqualTo("g1");
  }

  private void release(String generation, boolean predicts) throws Exception {
    var models = new Registry(registry);
    if (!models.contains(generation)) {
      if (predicts) {
        TinyGeneration.writePredicting(models, generation);
      } else {
        TinyGeneration.write(models, generation);
      }
    }
    decide(generation, Release.State.RELEASED);
  }

  private void decide(String generation, Release.State state) throws Exception {
    byte[] decision = Topics.MODELS.codec().encode(new Release(generation, state, ++decisions));
    harness.processElement2(new TopicRecord(Topics.MODELS.name(), generation, decision), 0);
  }

  /** A generation is opened in a thread of its own; meanwhile ann does something now and then. */
  private Prediction awaitTold(String visitor, int count) {
    await("told " + count)
        .atMost(Duration.ofSeconds(60))
        // Each look is some seconds of the harness's time, and an hour of that may have to pass.
        .pollInterval(Duration.ofMillis(2))
        .until(
            () -> {
              take(visitor, NOON);
              harness.setProcessingTime(harness.getProcessingTime() + Foretell.SOON_MILLIS);
              return told().size() >= count && told().getLast().value() != null;
            });
    return told(visitor, count);
  }

  private List<Keyed<Prediction>> told() {
    var told = harness.getSideOutput(Foretell.PREDICTED);
    return told == null ? List.of() : told.stream().map(StreamRecord::getValue).toList();
  }

  private Prediction told(String visitor, int count) {
    Keyed<Prediction> one = told().get(count - 1);
    assertThat(key(one)).isEqualTo(visitor);
    return Objects.requireNonNull(one.value());
  }

  private static String key(Keyed<Prediction> of) {
    return new String(Objects.requireNonNull(of.key()), StandardCharsets.UTF_8);
  }

  private void forget(String visitor) throws Exception {
    Erasure erasure = Erasure.request("r1", visitor, NOON, null).ordered();
    byte[] bytes = Topics.ERASURES.codec().encode(erasure);
    harness.processElement2(new TopicRecord(Topics.ERASURES.name(), "r1", bytes), 0);
  }
}
