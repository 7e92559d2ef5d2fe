package io.limpet.flink.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.hygiene.Hygiene;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.wire.ErasingOperator;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cleaning of events of who is erased. */
class ErasedVisitorTest {
  private static final long NOON = SampleEvents.NOON;

  private KeyedTwoInputStreamOperatorTestHarness<String, ReadEvent, TopicRecord, Keyed<CleanEvent>>
      harness;
  private long offset;

  @BeforeEach
  void open() throws Exception {
    start(null);
  }

  private void start(@Nullable OperatorSubtaskState from) throws Exception {
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new ErasingOperator<>(
                new CleanVisitor(
                    Duration.ofHours(24), 100, Duration.ofMinutes(30), Hygiene.STANDARD)),
            read -> read.event().event().visitor(),
            null,
            Types.STRING);
    if (from != null) {
      harness.initializeState(from);
    }
    harness.open();
    harness.setProcessingTime(NOON);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void dropsWhatWasDoneBeforeHoweverLateItComes() throws Exception {
    say(Erasure.request("r1", "ann", NOON, null));

    take(SampleEvents.view("e1", "ann", "mug", NOON - 1), NOON + 5);
    take(SampleEvents.view("e2", "ann", "mug", NOON + 1), NOON - 5); // Of a clock that is ahead.
    take(SampleEvents.view("e3", "ann", "mug", NOON + 1), NOON + 5);
    take(SampleEvents.view("e4", "bob", "mug", NOON - 1), NOON + 5);

    assertThat(passed()).containsExactly("e3", "e4");
  }

  @Test
  void dropsAnOldSignInOfTheErasedOnADeviceThatNobodyKnew() throws Exception {
    say(Erasure.request("r1", "ann", NOON, null).done());

    take(SampleEvents.identify("s1", "phone", "ann", NOON - 1), NOON + 5);
    take(SampleEvents.identify("s2", "phone", "bob", NOON - 1), NOON + 5);

    assertThat(passed()).containsExactly("s2");
  }

  @Test
  void theFenceStandsAfterARestart() throws Exception {
    say(Erasure.request("r1", "ann", NOON, null).done());
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    start(state);

    take(SampleEvents.view("e1", "ann", "mug", NOON - 1), NOON + 5);

    assertThat(passed()).isEmpty();
  }

  @Test
  void stateAndTimersGoBackToZero() throws Exception {
    take(SampleEvents.view("e1", "ann", "mug", NOON - 1), NOON - 1);
    take(SampleEvents.view("e2", "ann", "bag", NOON - 1), NOON - 1);
    assertThat(harness.numProcessingTimeTimers()).isOne();

    say(Erasure.request("r1", "ann", NOON, null).ordered());

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  private void take(Event event, long receivedMillis) throws Exception {
    var clean = new CleanEvent(event, "", receivedMillis, 0, offset++);
    harness.processElement1(new ReadEvent(clean, event.visitor().getBytes(UTF_8), false, false), 0);
  }

  private void say(Erasure erasure) throws Exception {
    byte[] bytes = Topics.ERASURES.codec().encode(erasure);
    harness.processElement2(new TopicRecord(Topics.ERASURES.name(), erasure.receipt(), bytes), 0);
  }

  private List<String> passed() {
    return harness.extractOutputValues().stream()
        .map(keyed -> Objects.requireNonNull(keyed.value()).event().eventId())
        .toList();
  }
}
