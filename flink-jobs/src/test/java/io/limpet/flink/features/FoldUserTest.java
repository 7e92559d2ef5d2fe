package io.limpet.flink.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.EventType;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.feature.Window;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.wire.ErasingOperator;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoldUserTest {
  private static final long NOON = SampleEvents.NOON;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private KeyedTwoInputStreamOperatorTestHarness<String, UserAct, TopicRecord, Keyed<UserBehaviour>>
      harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new ErasingOperator<>(new FoldUser(Duration.ofDays(400), PAUSE)),
            UserAct::visitor,
            null,
            Types.STRING);
    harness.open();
    harness.setProcessingTime(NOON);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void take(long millis) throws Exception {
    harness.processElement1(
        new UserAct("ann", 1, EventType.PURCHASE, millis, 0, 1, 2.5, 2.5, "Mugs", null), millis);
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
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    harness.setProcessingTime(NOON + Duration.ofDays(710).toMillis());

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    assertThat(harness.extractOutputValues().getLast().value()).isNull();
  }

  @Test
  void leavesNothingOfAVisitorWhoIsToBeForgotten() throws Exception {
    take(NOON);
    take(NOON + 1);
    assertThat(harness.numProcessingTimeTimers()).isEqualTo(2);
    forget("ann");

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  private void forget(String visitor) throws Exception {
    Erasure erasure = Erasure.request("r1", visitor, NOON, null).ordered();
    byte[] bytes = Topics.ERASURES.codec().encode(erasure);
    harness.processElement2(new TopicRecord(Topics.ERASURES.name(), "r1", bytes), 0);
  }
}
