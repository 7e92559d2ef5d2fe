package io.limpet.flink.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.hygiene.Hygiene;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.wire.Keyed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CleanVisitorTest {
  private static final long NOON = SampleEvents.NOON;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = 60 * MINUTE;
  private static final int IDS = 1_000;

  private KeyedOneInputStreamOperatorTestHarness<String, ReadEvent, Keyed<CleanEvent>> harness;
  private long offset;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
    harness.setProcessingTime(NOON);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ReadEvent, Keyed<CleanEvent>>
      harness() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(
            new CleanVisitor(Duration.ofHours(24), IDS, Duration.ofMinutes(30), Hygiene.STANDARD)),
        read -> read.event().event().visitor(),
        Types.STRING);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void letsAnEventIdPassOnceForEachVisitor() throws Exception {
    take(SampleEvents.view("e1", "ann", "mug", NOON));
    take(SampleEvents.view("e1", "ann", "mug", NOON));
    take(SampleEvents.view("e1", "bob", "mug", NOON));
    assertThat(passed()).extracting(clean -> clean.event().visitor()).containsExactly("ann", "bob");
  }

  @Test
  void keepsWhereAnEventCameFrom() throws Exception {
    harness.processElement(
        read(new CleanEvent(SampleEvents.view("e1", "ann", "mug", NOON), "", NOON + 7, 3, 99)), 0);
    assertThat(passed())
        .singleElement()
        .satisfies(
            clean -> {
              assertThat(clean.originPartition()).isEqualTo(3);
              assertThat(clean.originOffset()).isEqualTo(99);
              assertThat(clean.receivedMillis()).isEqualTo(NOON + 7);
            });
  }

  @Test
  void forgetsAnEventIdAfterTheHorizonAndNotBefore() throws Exception {
    take(SampleEvents.view("e1", "ann", "mug", NOON));
    harness.setProcessingTime(NOON + 23 * HOUR + 59 * MINUTE);
    take(SampleEvents.view("e1", "ann", "mug", NOON));
    assertThat(passed()).hasSize(1);
    harness.setProcessingTime(NOON + 25 * HOUR);
    take(SampleEvents.view("e1", "ann", "mug", NOON));
    assertThat(passed()).hasSize(2);
  }

  @Test
  void keepsOneTimerForAVisitorHoweverBusy() throws Exception {
    for (int i = 0; i < 100; i++) {
      harness.setProcessingTime(NOON + i * MINUTE);
      take(SampleEvents.view("e" + i, "ann", "mug", NOON));
    }
    assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
  }

  @Test
  void goesBackToNoStateAtAll() throws Exception {
    for (int i = 0; i < 100; i++) {
      harness.setProcessingTime(NOON + i * 20 * MINUTE);
      take(SampleEvents.view("e" + i, "visitor-" + i % 10, "mug", NOON + i * 20 * MINUTE));
    }
    assertThat(harness.numKeyedStateEntries()).isPositive();
    // One step a tick, as the clock goes: a timer may set the next one.
    for (int hours = 34; hours <= 60; hours++) {
      harness.setProcessingTime(NOON + hours * HOUR);
    }
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  @Test
  void endsASessionAfterTheGap() throws Exception {
    take(SampleEvents.view("e1", "ann", "mug", NOON));
    take(SampleEvents.view("e2", "ann", "mug", NOON + 30 * MINUTE));
    take(SampleEvents.view("e3", "ann", "mug", NOON + 61 * MINUTE));
    assertThat(sessions()).containsExactly("s0-0", "s0-0", "s0-2");
  }

  @Test
  void putsALateEventIntoTheSessionItLiesIn() throws Exception {
    take(SampleEvents.view("e1", "ann", "mug", NOON));
    take(SampleEvents.view("e2", "ann", "mug", NOON + 20 * MINUTE));
    take(SampleEvents.view("late", "ann", "mug", NOON + 10 * MINUTE));
    take(SampleEvents.view("earlier", "ann", "mug", NOON - 25 * MINUTE));
    assertThat(sessions()).containsOnly("s0-0");
  }

  @Test
  void letsAnEventFromLongBeforeStandAlone() throws Exception {
    take(SampleEvents.view("e1", "ann", "mug", NOON));
    take(SampleEvents.view("history", "ann", "mug", NOON - 24 * HOUR));
    take(SampleEvents.view("e2", "ann", "mug", NOON + MINUTE));
    assertThat(sessions()).containsExactly("s0-0", "s0-1", "s0-0");
  }

  @Test
  void keepsTheSessionOfTheClient() throws Exception {
    take(
        new Event(
            "e1",
            EventType.SEARCH,
            "ann",
            null,
            "theirs",
            NOON,
            List.of(),
            null,
            null,
            "mug",
            null,
            Map.of()));
    assertThat(sessions()).containsExactly("theirs");
  }

  private void take(Event event) throws Exception {
    harness.processElement(
        read(new CleanEvent(event, ReadEvents.NO_SESSION, event.timestampMillis(), 0, offset++)),
        0);
  }

  private static ReadEvent read(CleanEvent event) {
    return new ReadEvent(event, event.event().visitor().getBytes(UTF_8), false, false);
  }

  private List<CleanEvent> passed() {
    return harness.extractOutputValues().stream()
        .map(keyed -> Objects.requireNonNull(keyed.value()))
        .toList();
  }

  private List<String> sessions() {
    return passed().stream().map(CleanEvent::sessionId).toList();
  }
}
