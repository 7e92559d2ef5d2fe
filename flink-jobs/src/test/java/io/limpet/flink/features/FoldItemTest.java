package io.limpet.flink.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.core.feature.Companions;
import io.limpet.core.feature.Counts;
import io.limpet.core.feature.ItemAct;
import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.PositionCurve;
import io.limpet.core.feature.UserAct;
import io.limpet.core.feature.Window;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WritingBehindOperator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FoldItemTest {
  private static final long NOON = SampleEvents.NOON;
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private KeyedTwoInputStreamOperatorTestHarness<
          String, Either<ItemAct, Companions>, TopicRecord, Keyed<ItemBehaviour>>
      harness;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
    harness.setProcessingTime(NOON);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, Either<ItemAct, Companions>, TopicRecord, Keyed<ItemBehaviour>>
      harness() throws Exception {
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new WritingBehindOperator<>(
            new FoldItem(Duration.ofDays(400), PAUSE, PATIENCE, PositionCurve.STANDARD)),
        deed -> deed.isLeft() ? deed.left().itemId() : deed.right().itemId(),
        TopicRecord::key,
        Types.STRING);
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

  private void take(EventType type) throws Exception {
    take(type, "mug");
  }

  private void take(EventType type, String item) throws Exception {
    var act = new ItemAct(item, "ann", 1, type, NOON, 0, 1, null, null, null, NOON);
    harness.processElement1(Either.Left(act), NOON);
  }

  private void list(@Nullable String category) throws Exception {
    var item =
        new Item(
            "mug",
            "Mug",
            null,
            category == null ? List.of() : List.of(category),
            null,
            2.5,
            null,
            3,
            null,
            List.of());
    byte[] entry = Topics.ITEMS.codec().encode(new CatalogueItem(item, 1, 2));
    harness.processElement2(new TopicRecord(Topics.ITEMS.name(), "mug", entry), NOON);
  }

  private List<ItemBehaviour> written() {
    return harness.extractOutputValues().stream()
        .map(Keyed::value)
        .flatMap(Stream::ofNullable)
        .toList();
  }

  private List<UserAct> done() {
    var done = harness.getSideOutput(FoldItem.DONE);
    return done == null ? List.of() : done.stream().map(of -> of.getValue()).toList();
  }

  /** More items than are held decoded, and a restore, after which none is. */
  @Test
  void countsEachOfManyItems() throws Exception {
    Random random = new Random(5);
    long[] expected = new long[4 * Upserts.HELD];
    for (int i = 0; i < 20_000; i++) {
      if (i == 12_000) {
        restoreAt(NOON + PAUSE.toMillis());
      }
      int item = (int) Math.abs(Upserts.HELD * random.nextGaussian()) % expected.length;
      expected[item]++;
      take(EventType.VIEW_ITEM, "item-" + item);
      if (i % 3 == 0) {
        var met = new Companions("item-" + item, List.of("x", "y"), Companions.Kind.VIEWED, NOON);
        harness.processElement1(Either.Right(met), NOON);
      }
    }
    harness.setProcessingTime(NOON + 10 * PAUSE.toMillis());
    // What waited when it was restored waits anew from when its timer is due.
    harness.setProcessingTime(NOON + 20 * PAUSE.toMillis());

    Map<String, Long> last = new HashMap<>();
    written().forEach(item -> last.put(item.itemId(), views(item)));
    for (int item = 0; item < expected.length; item++) {
      assertThat(last.getOrDefault("item-" + item, 0L))
          .as("item-%d", item)
          .isEqualTo(expected[item]);
    }
  }

  @Test
  void writesAtOnceAndThenOnceAPause() throws Exception {
    list("Mugs");
    for (int i = 0; i < 50; i++) {
      take(EventType.VIEW_ITEM);
    }
    assertThat(written()).extracting(FoldItemTest::views).containsExactly(1L);
    harness.setProcessingTime(NOON + PAUSE.toMillis());
    assertThat(written()).extracting(FoldItemTest::views).containsExactly(1L, 50L);
    harness.setProcessingTime(NOON + 10 * PAUSE.toMillis());
    assertThat(written()).hasSize(2);
  }

  private static long views(ItemBehaviour item) {
    return item.counts().of(EventType.VIEW_ITEM, Window.DAYS_7, NOON);
  }

  @Test
  void whatIsDoneBeforeTheListingIsThereWaitsForIt() throws Exception {
    take(EventType.PURCHASE);
    take(EventType.VIEW_ITEM);
    assertThat(done()).isEmpty();
    list("Mugs");

    assertThat(done()).extracting(UserAct::category).containsExactly("Mugs", "Mugs");
    assertThat(written().getLast().counts().amount(Counts.PAID, Window.DAYS_7, NOON))
        .isEqualTo(2.5);
    take(EventType.VIEW_ITEM);
    assertThat(done()).hasSize(3);
  }

  @Test
  void anItemThatIsNeverListedIsWaitedForOnce() throws Exception {
    take(EventType.VIEW_ITEM);
    harness.setProcessingTime(NOON + PATIENCE.toMillis());
    assertThat(done()).extracting(UserAct::category).hasSize(1).containsOnlyNulls();
    take(EventType.VIEW_ITEM);
    assertThat(done()).hasSize(2);
    assertThat(written()).hasSize(1);
    harness.setProcessingTime(NOON + PATIENCE.plus(PAUSE).toMillis());
    assertThat(views(written().getLast())).isEqualTo(2);
  }

  @Test
  void noMoreWaitThanAreKept() throws Exception {
    for (int i = 0; i < FoldItem.WAITING; i++) {
      take(EventType.VIEW_ITEM);
    }
    assertThat(done()).isEmpty();
    take(EventType.VIEW_ITEM);
    assertThat(done()).hasSize(FoldItem.WAITING + 1);
  }

  @Test
  void goesOnWaitingAndCountingAfterARestore() throws Exception {
    take(EventType.VIEW_ITEM);
    restoreAt(NOON);
    list("Mugs");
    take(EventType.VIEW_ITEM);
    harness.setProcessingTime(NOON + PAUSE.toMillis());

    assertThat(views(written().getLast())).isEqualTo(2);
    assertThat(done()).extracting(UserAct::category).containsExactly("Mugs", "Mugs");
  }

  @Test
  void waitsAnewAfterALongStandstill() throws Exception {
    take(EventType.VIEW_ITEM);
    long later = NOON + Duration.ofDays(3).toMillis();
    restoreAt(later);
    assertThat(done()).isEmpty();
    list("Mugs");
    assertThat(done()).extracting(UserAct::category).containsExactly("Mugs");
  }

  @Test
  void waitsNoLongerThanThatAfterALongStandstill() throws Exception {
    take(EventType.VIEW_ITEM);
    long later = NOON + Duration.ofDays(3).toMillis();
    restoreAt(later);
    harness.setProcessingTime(later + PATIENCE.toMillis() - 1);
    assertThat(done()).isEmpty();
    harness.setProcessingTime(later + PATIENCE.toMillis());
    assertThat(done()).extracting(UserAct::category).hasSize(1).containsOnlyNulls();
  }

  private void restoreAt(long millis) throws Exception {
    OperatorSubtaskState checkpoint = harness.snapshot(1, NOON);
    harness.close();
    harness = harness();
    harness.initializeState(checkpoint);
    harness.open();
    harness.setProcessingTime(millis);
  }

  @Test
  void keepsTheListingOfAnItemThatIsForgottenAndNothingOfOneThatIsTakenOut() throws Exception {
    list("Mugs");
    assertThat(written()).isEmpty();
    take(EventType.VIEW_ITEM);
    harness.setProcessingTime(NOON + Duration.ofDays(410).toMillis());
    assertThat(harness.extractOutputValues().getLast().value()).isNull();
    assertThat(harness.numProcessingTimeTimers()).isZero();
    assertThat(kept()).isEqualTo(1);

    harness.processElement2(new TopicRecord(Topics.ITEMS.name(), "mug", null), NOON);
    assertThat(kept()).isZero();
  }

  @Test
  void passesOverAListingThatCannotBeRead() throws Exception {
    harness.processElement2(new TopicRecord(Topics.ITEMS.name(), "mug", new byte[] {1}), NOON);
    assertThat(kept()).isZero();
  }
}
