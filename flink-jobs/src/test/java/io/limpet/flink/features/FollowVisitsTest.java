package io.limpet.flink.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import io.limpet.core.feature.Companions;
import io.limpet.core.feature.ItemAct;
import io.limpet.core.feature.Visits;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.wire.ErasingOperator;
import io.limpet.flink.wire.TopicRecord;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowVisitsTest {
  private static final long NOON = SampleEvents.NOON;
  private static final long GAP = Duration.ofMinutes(30).toMillis();

  private KeyedTwoInputStreamOperatorTestHarness<
          String, CleanEvent, TopicRecord, Either<ItemAct, Companions>>
      harness;
  private int sent;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, CleanEvent, TopicRecord, Either<ItemAct, Companions>>
      harness() throws Exception {
    var harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new ErasingOperator<>(new FollowVisits(Duration.ofMillis(GAP))),
            (CleanEvent clean) -> clean.event().visitor(),
            null,
            Types.STRING);
    harness.setup(FeaturesJob.DEED.createSerializer(new SerializerConfigImpl()));
    return harness;
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void view(String session, long millis, String item) throws Exception {
    var event = SampleEvents.view("e" + sent, "ann", item, millis);
    harness.processElement1(new CleanEvent(event, session, millis, 0, sent++), millis);
  }

  private List<Companions> met() {
    return harness.extractOutputValues().stream()
        .filter(Either::isRight)
        .map(Either::right)
        .toList();
  }

  @Test
  void pairsWhatASessionViewedWhenTimeIsPastItAndForgetsIt() throws Exception {
    view("s", NOON, "mug");
    view("s", NOON + 1, "bag");
    view("s", NOON + 2, "mug");
    watermark(NOON + 1 + GAP);
    assertThat(met()).isEmpty();
    watermark(NOON + 2 + GAP);

    assertThat(met())
        .containsExactlyInAnyOrder(
            new Companions("mug", List.of("bag"), Companions.Kind.VIEWED, NOON + 2),
            new Companions("bag", List.of("mug"), Companions.Kind.VIEWED, NOON + 2));
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void aLateViewJoinsWhatWasTwoParts() throws Exception {
    view("s", NOON, "mug");
    view("s", NOON + GAP + 1, "bag");
    view("s", NOON + 2, "cup");
    watermark(NOON + 3 * GAP);

    assertThat(met())
        .extracting(Companions::others)
        .allSatisfy(others -> assertThat(others).hasSize(2));
    assertThat(met()).hasSize(3);
  }

  @Test
  void goesOnAfterARestore() throws Exception {
    view("s", NOON, "mug");
    OperatorSubtaskState checkpoint = harness.snapshot(1, NOON);
    harness.close();
    harness = harness();
    harness.initializeState(checkpoint);
    harness.open();
    view("s", NOON + 1, "bag");
    watermark(NOON + 2 * GAP);

    assertThat(met()).hasSize(2);
  }

  @Test
  void doesNotWaitForTheTimeOfSessionsThatAreTooMany() throws Exception {
    for (int session = 0; session <= Visits.OPEN; session++) {
      view("s" + session, NOON + session, "mug");
      view("s" + session, NOON + session, "bag" + session);
    }

    assertThat(met()).extracting(Companions::millis).containsExactly(NOON, NOON);
    assertThat(harness.numEventTimeTimers()).isEqualTo(1);
  }

  @Test
  void pairsWhatIsBoughtTogetherAtOnceAndKeepsNothing() throws Exception {
    var event = SampleEvents.purchase("e", "ann", NOON, "mug", "bag", "mug");
    harness.processElement1(SampleEvents.clean(event, 1), NOON);
    var search = SampleEvents.of("f", EventType.SEARCH, "ann", NOON);
    harness.processElement1(SampleEvents.clean(search, 2), NOON);

    assertThat(met())
        .extracting(Companions::kind)
        .containsExactly(Companions.Kind.BOUGHT, Companions.Kind.BOUGHT);
    assertThat(harness.extractOutputValues()).filteredOn(Either::isLeft).hasSize(3);
    assertThat(harness.getSideOutput(FollowVisits.WITHOUT_ITEM)).hasSize(1);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void leavesNothingOfAVisitorWhoIsToBeForgotten() throws Exception {
    view("s", NOON, "mug");
    view("s", NOON + 1, "bag");
    forget("ann");

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
    watermark(NOON + 2 * GAP);
    assertThat(met()).isEmpty();
  }

  /** Of events; erasures have no time. */
  private void watermark(long millis) throws Exception {
    harness.processBothWatermarks(new Watermark(millis));
  }

  private void forget(String visitor) throws Exception {
    Erasure erasure = Erasure.request("r1", visitor, NOON, null).ordered();
    byte[] bytes = Topics.ERASURES.codec().encode(erasure);
    harness.processElement2(new TopicRecord(Topics.ERASURES.name(), "r1", bytes), 0);
  }
}
