package io.limpet.flink.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.RejectedEvent;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.RawEvent;
import java.util.List;
import java.util.Objects;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadEventsTest {
  private static final long NOON = SampleEvents.NOON;

  private OneInputStreamOperatorTestHarness<RawEvent, CleanEvent> harness;

  @BeforeEach
  void open() throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new ReadEvents()));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void givesAnEventWithoutIdAndTimeThoseOfItsRecord() throws Exception {
    take("{\"event\":\"view_item\",\"user_id\":\"ann\",\"item_id\":\"mug\"}");
    assertThat(harness.extractOutputValues())
        .singleElement()
        .satisfies(
            clean -> {
              assertThat(clean.event().eventId()).isEqualTo("1-42");
              assertThat(clean.event().timestampMillis()).isEqualTo(NOON);
              assertThat(clean.receivedMillis()).isEqualTo(NOON);
              assertThat(clean.originPartition()).isEqualTo(1);
              assertThat(clean.originOffset()).isEqualTo(42);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                      | MALFORMED_JSON",
        "{\"event\":                                             | MALFORMED_JSON",
        "[]                                                      | WRONG_TYPE",
        "{\"event\":\"sneeze\",\"user_id\":\"ann\"}              | UNKNOWN_EVENT",
        "{\"event\":\"view_item\",\"item_id\":\"mug\"}           | MISSING_FIELD",
        "{\"event\":\"search\",\"user_id\":\"\",\"query\":\"q\"} | BAD_ID",
      })
  void refusesWhatIsNoEventWithTheReasonAndTheBytes(String json, RejectReason reason)
      throws Exception {
    take(json);
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(refused())
        .singleElement()
        .satisfies(
            keyed -> {
              assertThat(keyed.key()).asString(UTF_8).isEqualTo("ann");
              RejectedEvent event = Objects.requireNonNull(keyed.value());
              assertThat(event.rejection().reason()).isEqualTo(reason);
              assertThat(event.raw()).asString(UTF_8).isEqualTo(json);
              assertThat(event.originOffset()).isEqualTo(42);
            });
  }

  @Test
  void refusesBytesThatAreNoTextAndCutsWhatNoTopicWouldTake() throws Exception {
    byte[] junk = new byte[ReadEvents.RAW_BYTES + 1];
    harness.processElement(new RawEvent(null, junk, 1, 42, NOON), 0);
    assertThat(refused())
        .singleElement()
        .satisfies(
            keyed -> {
              assertThat(keyed.key()).isNull();
              assertThat(Objects.requireNonNull(keyed.value()).raw()).hasSize(ReadEvents.RAW_BYTES);
            });
  }

  private void take(String json) throws Exception {
    harness.processElement(
        new RawEvent("ann".getBytes(UTF_8), json.getBytes(UTF_8), 1, 42, NOON), 0);
  }

  private List<Keyed<RejectedEvent>> refused() {
    var side = harness.getSideOutput(ReadEvents.REJECTED);
    return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
  }
}
