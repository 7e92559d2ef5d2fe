package io.limpet.flink.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.RejectReason;
import io.limpet.core.event.RejectedEvent;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.RawEvent;
import java.time.Duration;
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

  private OneInputStreamOperatorTestHarness<RawEvent, ReadEvent> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new ReadEvents(Duration.ofMinutes(1), Duration.ofMinutes(5))));
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
            read -> {
              CleanEvent clean = read.event();
              assertThat(read.again()).isFalse();
              assertThat(read.released()).isFalse();
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
    byte[] junk = new byte[RejectedEvent.RAW_BYTES + 1];
    harness.processElement(new RawEvent(null, junk, 1, 42, NOON, ""), 0);
    assertThat(refused())
        .singleElement()
        .satisfies(
            keyed -> {
              assertThat(keyed.key()).isNull();
              assertThat(Objects.requireNonNull(keyed.value()).raw())
                  .hasSize(RejectedEvent.RAW_BYTES);
            });
  }

  @ParameterizedTest
  @CsvSource({"3-7 1772300000000,false", "3-7 1772300000000 released,true"})
  void readsWhatIsSentAgainAsTheRecordThatItFirstCameWith(String replay, boolean released)
      throws Exception {
    take("{\"event\":\"view_item\",\"user_id\":\"ann\",\"item_id\":\"mug\"}", replay);
    assertThat(harness.extractOutputValues())
        .singleElement()
        .satisfies(
            read -> {
              assertThat(read.again()).isTrue();
              assertThat(read.released()).isEqualTo(released);
              assertThat(read.key()).asString(UTF_8).isEqualTo("ann");
              assertThat(read.event().event().eventId()).isEqualTo("3-7");
              assertThat(read.event().event().timestampMillis()).isEqualTo(1_772_300_000_000L);
              // What comes behind it goes by where and when it came now.
              assertThat(read.event().receivedMillis()).isEqualTo(NOON);
              assertThat(read.event().originOffset()).isEqualTo(42);
            });
  }

  @Test
  void leavesWhatIsRefusedAgainWhereItWasSentFrom() throws Exception {
    take("{\"event\":\"sneeze\",\"user_id\":\"ann\"}", "3-7 1772300000000");
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(refused()).isEmpty();
  }

  @Test
  void takesAHeaderThatNobodyCanReadForNone() throws Exception {
    take("{\"event\":\"sneeze\",\"user_id\":\"ann\"}", "released");
    assertThat(refused()).hasSize(1);
  }

  @Test
  void putsAClockThatIsAheadRightTheSameWayEveryTime() throws Exception {
    takeAt(NOON + 60_001);
    takeAt(NOON + 60_001);
    assertThat(harness.extractOutputValues())
        .extracting(read -> read.event().event().timestampMillis())
        .containsExactly(NOON, NOON);
    takeAt(NOON + 3_600_001);
    assertThat(harness.extractOutputValues()).hasSize(2);
    assertThat(refused()).hasSize(1);
  }

  private void takeAt(long millis) throws Exception {
    take(
        "{\"event\":\"view_item\",\"user_id\":\"ann\",\"item_id\":\"mug\",\"timestamp\":%d}"
            .formatted(millis));
  }

  private void take(String json) throws Exception {
    take(json, "");
  }

  private void take(String json, String replay) throws Exception {
    harness.processElement(
        new RawEvent("ann".getBytes(UTF_8), json.getBytes(UTF_8), 1, 42, NOON, replay), 0);
  }

  private List<Keyed<RejectedEvent>> refused() {
    var side = harness.getSideOutput(ReadEvents.REJECTED);
    return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
  }
}
