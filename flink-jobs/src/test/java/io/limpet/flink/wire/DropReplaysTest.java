package io.limpet.flink.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.fixtures.SampleEvents;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropReplaysTest {
  private static final long NOON = SampleEvents.NOON;

  private KeyedOneInputStreamOperatorTestHarness<String, CleanEvent, CleanEvent> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new DropReplays(Duration.ofDays(400))),
            clean -> clean.event().visitor(),
            Types.STRING);
    harness.open();
    harness.setProcessingTime(NOON);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void dropsWhatIsNotBeyondTheHighestOffsetOfItsPartition() throws Exception {
    take("ann", 0, 10);
    take("ann", 0, 12);
    take("ann", 0, 10);
    take("ann", 0, 12);
    take("ann", 1, 5);
    take("ann", 1, 4);
    take("ann", 0, 13);
    take("bob", 0, 1);
    assertThat(harness.extractOutputValues())
        .extracting(CleanEvent::originOffset)
        .containsExactly(10L, 12L, 5L, 13L, 1L);
  }

  @Test
  void goesBackToNoStateAtAllAfterTheLifetime() throws Exception {
    take("ann", 0, 1);
    harness.setProcessingTime(NOON + Duration.ofDays(399).toMillis());
    take("ann", 0, 2);
    harness.setProcessingTime(NOON + Duration.ofDays(500).toMillis());
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    harness.setProcessingTime(NOON + Duration.ofDays(810).toMillis());
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }

  private void take(String visitor, int partition, long offset) throws Exception {
    Event event = SampleEvents.view("e" + offset, visitor, "mug", NOON);
    harness.processElement(new CleanEvent(event, "s", NOON, partition, offset), 0);
  }
}
