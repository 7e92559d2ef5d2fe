package io.limpet.flink.signals;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.signal.ItemSignals;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.wire.Keyed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountItemTest {
  private static final long NOON = SampleEvents.NOON;

  private KeyedOneInputStreamOperatorTestHarness<String, ItemAction, Keyed<ItemSignals>> harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
    harness.setProcessingTime(NOON);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, ItemAction, Keyed<ItemSignals>>
      harness() throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new CountItem(Duration.ofDays(400))),
        ItemAction::itemId,
        Types.STRING);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void writesTheFirstEventAtOnceAndTheOthersOfTheSecondTogether() throws Exception {
    for (int i = 0; i < 50; i++) {
      take(EventType.VIEW_ITEM, 1);
    }
    assertThat(written()).extracting(s -> s.count(EventType.VIEW_ITEM)).containsExactly(1L);
    harness.setProcessingTime(NOON + CountItem.WRITE_MILLIS);
    assertThat(written()).extracting(s -> s.count(EventType.VIEW_ITEM)).containsExactly(1L, 50L);
    harness.setProcessingTime(NOON + 10 * CountItem.WRITE_MILLIS);
    assertThat(written()).hasSize(2);
  }

  @Test
  void goesOnCountingAfterARestore() throws Exception {
    take(EventType.PURCHASE, 3);
    take(EventType.PURCHASE, 2);
    OperatorSubtaskState checkpoint = harness.snapshot(1, NOON);
    harness.close();
    harness = harness();
    harness.initializeState(checkpoint);
    harness.open();
    harness.setProcessingTime(NOON + 5_000);
    take(EventType.REFUND, 1);
    harness.setProcessingTime(NOON + 10_000);
    ItemSignals last = written().getLast();
    assertThat(last.units()).isEqualTo(4);
    assertThat(last.count(EventType.PURCHASE)).isEqualTo(2);
    assertThat(last.count(EventType.REFUND)).isEqualTo(1);
  }

  @Test
  void forgetsAnItemAfterItsLifetimeAndSaysSo() throws Exception {
    take(EventType.VIEW_ITEM, 1);
    harness.setProcessingTime(NOON + Duration.ofDays(300).toMillis());
    take(EventType.VIEW_ITEM, 1);
    harness.setProcessingTime(NOON + Duration.ofDays(500).toMillis());
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    assertThat(harness.extractOutputValues()).hasSize(2);
    harness.setProcessingTime(NOON + Duration.ofDays(710).toMillis());
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    assertThat(harness.extractOutputValues().getLast().value()).isNull();
  }

  private void take(EventType type, int quantity) throws Exception {
    harness.processElement(new ItemAction("mug", type, quantity, NOON), 0);
  }

  private List<ItemSignals> written() {
    return harness.extractOutputValues().stream()
        .map(keyed -> Objects.requireNonNull(keyed.value()))
        .toList();
  }
}
