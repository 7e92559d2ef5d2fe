package io.limpet.flink.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.EventType;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.feature.Window;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.JobSettings;
import io.limpet.flink.wire.ErasingOperator;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoldDeviceTest {
  private static final long NOON = SampleEvents.NOON;
  private static final long MINUTE = 60_000;
  private static final long PAUSE = 5_000;
  private static final String DEVICE = "anonymous:tablet";

  private KeyedTwoInputStreamOperatorTestHarness<
          String, UserAct, TopicRecord, Either<UserAct, Keyed<UserBehaviour>>>
      harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
    harness.setProcessingTime(NOON);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, UserAct, TopicRecord, Either<UserAct, Keyed<UserBehaviour>>>
      harness() throws Exception {
    JobSettings settings = JobSettings.parse(new String[] {"--visitor-lifetime", "400d"}, Map.of());
    KeyedTwoInputStreamOperatorTestHarness<
            String, UserAct, TopicRecord, Either<UserAct, Keyed<UserBehaviour>>>
        harness =
            new KeyedTwoInputStreamOperatorTestHarness<>(
                new ErasingOperator<>(new FoldDevice(settings)),
                UserAct::visitor,
                null,
                Types.STRING);
    // A harness would guess the type of what comes out by its first value, and cannot of an Either.
    harness.setup(FeaturesJob.OWNED.createSerializer(new SerializerConfigImpl()));
    return harness;
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

  private static UserAct act(String visitor, long millis, @Nullable String user) {
    EventType type = user == null ? EventType.VIEW_ITEM : EventType.IDENTIFY;
    return new UserAct(visitor, 1, type, millis, 0, 1, 0, null, "c", "b", millis, user);
  }

  private void view(long minute) throws Exception {
    harness.processElement1(act(DEVICE, NOON + minute * MINUTE, null), 0);
  }

  private void signIn(String user, long minute) throws Exception {
    harness.processElement1(act(DEVICE, NOON + minute * MINUTE, user), 0);
  }

  private void reopen(OperatorSubtaskState from) throws Exception {
    long then = harness.getProcessingTime();
    harness.close();
    harness = harness();
    harness.initializeState(from);
    harness.open();
    harness.setProcessingTime(then);
  }

  /** What was said of a visitor in this run, null for a tombstone. */
  private List<@Nullable UserBehaviour> said(String visitor) {
    List<@Nullable UserBehaviour> said = new ArrayList<>();
    for (var one : harness.extractOutputValues()) {
      if (one.isRight() && FeaturesJob.visitor(one).equals(visitor)) {
        said.add(one.right().value());
      }
    }
    return said;
  }

  private static long views(@Nullable UserBehaviour of) {
    return Objects.requireNonNull(of).counts().of(EventType.VIEW_ITEM, Window.EVER, NOON);
  }

  @Test
  void actsOfUsersPass() throws Exception {
    UserAct act = act("ann", NOON, null);
    harness.processElement1(act, 0);

    assertThat(harness.extractOutputValues()).containsExactly(Either.Left(act));
    assertThat(kept()).isZero();
  }

  @Test
  void aSignInTakesWhatWasDoneBeforeAndTheDeviceBeginsAnew() throws Exception {
    view(0);
    view(1);
    signIn("ann", 2);
    view(3);
    harness.setProcessingTime(NOON + PAUSE);

    assertThat(said("ann")).hasSize(1);
    assertThat(views(said("ann").getFirst())).isEqualTo(2);
    assertThat(said("ann").getFirst().visitor()).isEqualTo("ann");
    List<@Nullable UserBehaviour> device = said(DEVICE);
    // At once, then nothing any more, and at the end of the pause what is new.
    assertThat(device).hasSize(3);
    assertThat(views(device.get(0))).isEqualTo(1);
    assertThat(device.get(1)).isNull();
    assertThat(views(device.get(2))).isEqualTo(1);
    assertThat(device.get(2).version()).isEqualTo(1);
  }

  @Test
  void whatWaitedWhileItsVisitorWasErasedIsDropped() throws Exception {
    Erasure order = Erasure.request("r", "ann", NOON, null).ordered();
    harness.processElement2(
        new TopicRecord(Topics.ERASURES.name(), "r", Topics.ERASURES.codec().encode(order)), 0);
    harness.processElement1(act("ann", NOON - 1, null), 0);
    harness.processElement1(act("bob", NOON - 1, null), 0);
    UserAct again = act("ann", NOON + 1, null);
    harness.processElement1(again, 0);

    assertThat(harness.extractOutputValues())
        .containsExactly(Either.Left(act("bob", NOON - 1, null)), Either.Left(again));
  }

  @Test
  void whatASignInThatIsLateLeavesIsSaidAgain() throws Exception {
    view(0);
    view(3);
    signIn("ann", 1);

    assertThat(views(said("ann").getFirst())).isEqualTo(1);
    assertThat(said(DEVICE).get(1)).isNull();
    assertThat(views(said(DEVICE).get(2))).isEqualTo(1);
  }

  @Test
  void twoUsersOfOneDeviceDoNotGetEachOthers() throws Exception {
    view(0);
    signIn("ann", 1);
    view(2);
    view(3);
    signIn("ben", 4);
    // Late, of before ann signed in, and of before ben did.
    view(-1);
    view(3);

    assertThat(said("ann")).extracting(FoldDeviceTest::views).containsExactly(1L, 1L);
    assertThat(said("ben")).extracting(FoldDeviceTest::views).containsExactly(2L, 1L);
  }

  @Test
  void whatWasGivenBeforeACheckpointIsNotGivenAgainAfterIt() throws Exception {
    view(0);
    signIn("ann", 1);
    OperatorSubtaskState given = harness.snapshot(1, 1);
    reopen(given);
    assertThat(harness.extractOutputValues()).isEmpty();
    // Late, so that who signed in has to be known.
    view(0);
    signIn("ben", 2);

    assertThat(views(said("ann").getFirst())).isEqualTo(1);
    assertThat(said("ann")).hasSize(1);
    assertThat(views(said("ben").getFirst())).isZero();
  }

  @Test
  void aRestartFromBeforeTheSignInGivesTheSameAgain() throws Exception {
    view(0);
    view(1);
    OperatorSubtaskState before = harness.snapshot(1, 1);
    signIn("ann", 2);
    List<@Nullable UserBehaviour> once = said("ann");
    reopen(before);
    signIn("ann", 2);

    assertThat(said("ann")).isEqualTo(once);
  }

  @Test
  void forgetsADeviceAfterItsLifetimeAndSaysSo() throws Exception {
    view(0);
    signIn("ann", 1);
    assertThat(kept()).isEqualTo(1);
    harness.setProcessingTime(NOON + Duration.ofDays(410).toMillis());

    assertThat(kept()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    assertThat(said(DEVICE).getLast()).isNull();
  }

  @Test
  void leavesNothingOfADeviceThatIsToBeForgotten() throws Exception {
    view(0);
    view(1);
    signIn("ann", 0);
    view(2);
    assertThat(kept()).isPositive();
    byte[] erasure =
        Topics.ERASURES.codec().encode(Erasure.request("r1", DEVICE, NOON, null).ordered());
    harness.processElement2(new TopicRecord(Topics.ERASURES.name(), "r1", erasure), 0);

    assertThat(kept()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }
}
