package io.limpet.flink.features;

import io.limpet.core.codec.CodecException;
import io.limpet.core.feature.Companions;
import io.limpet.core.feature.ItemAct;
import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.Listing;
import io.limpet.core.feature.PositionCurve;
import io.limpet.core.feature.UserAct;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Lifetime;
import io.limpet.flink.wire.Orders;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.Unreadable;
import io.limpet.flink.wire.WritingBehind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.types.Either;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Folds what is done to an item into its features, and says of each visitor who did it what the
 * catalogue knows of the item. Keyed by item.
 *
 * <p>The first deeds with an item that is not listed wait a while for a listing: a job that begins
 * anew reads events and catalogue side by side, and what was done before the listing was there
 * would be of no category for good. A job that goes on from a savepoint gives them that while anew,
 * since nobody read the catalogue while it stood still.
 *
 * <p>State by item: its {@link ItemBehaviour} with its listing, for the item's lifetime; then a
 * tombstone is written, and the listing stays as long as the catalogue has it. An item that nothing
 * was done to is kept for its listing alone and not written. At most {@link #WAITING} deeds with an
 * item that wait are in memory and in checkpoints, not in the files of a state backend: they name
 * visitors, and would be there under keys that no erasure looks at.
 */
final class FoldItem
    extends KeyedCoProcessFunction<
        String, Either<ItemAct, Companions>, TopicRecord, Keyed<ItemBehaviour>>
    implements WritingBehind, CheckpointedFunction {
  /** What visitors did, with what is known of the item. */
  static final OutputTag<UserAct> DONE = new OutputTag<>("done", Types.POJO(UserAct.class));

  /** Deeds that wait for a listing; with one more they wait no longer. */
  static final int WAITING = 100;

  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private final Duration pause;
  private final long patienceMillis;
  private final PositionCurve curve;
  private transient Consumer<String> toKey;
  private transient Upserts<ItemBehaviour, ItemBehaviour> items;
  private transient Map<String, Waiting> waiting;
  private transient ListState<ItemAct> waitingAtCheckpoint;
  private transient Unreadable unreadable;

  /**
   * @param patience how long the first deeds with an item wait for its listing
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first
  FoldItem(Duration lifetime, Duration pause, Duration patience, PositionCurve curve) {
    this.lifetime = new Lifetime(lifetime);
    this.pause = pause;
    this.patienceMillis = patience.toMillis();
    this.curve = curve;
  }

  @Override
  public void keys(Consumer<String> to) {
    toKey = to;
  }

  @Override
  @SuppressWarnings("NullAway.Init") // what waits is there already: initializeState came first
  public void open(OpenContext context) {
    items = Upserts.of(getRuntimeContext(), toKey, Topics.ITEM_FEATURES, lifetime, pause);
    unreadable = new Unreadable(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement1(
      Either<ItemAct, Companions> deed, Context context, Collector<Keyed<ItemBehaviour>> out)
      throws Exception {
    ItemBehaviour item = item(context.getCurrentKey());
    if (deed.isRight()) {
      items.update(item.itemId(), item.with(deed.right()), context.timerService(), out::collect);
    } else if (item.isKnown() || !item.listing().equals(Listing.NONE)) {
      fold(item, List.of(deed.left()), context, out);
    } else {
      await(item, deed.left(), context, out);
    }
  }

  private void fold(
      ItemBehaviour item, List<ItemAct> acts, Context context, Collector<Keyed<ItemBehaviour>> out)
      throws IOException {
    ItemBehaviour next = item;
    for (ItemAct act : acts) {
      next = next.with(act, curve);
      context.output(DONE, UserAct.of(act, next.listing()));
    }
    items.update(item.itemId(), next, context.timerService(), out::collect);
  }

  private void await(
      ItemBehaviour item, ItemAct act, Context context, Collector<Keyed<ItemBehaviour>> out)
      throws IOException {
    Waiting acts = waiting.computeIfAbsent(item.itemId(), id -> new Waiting());
    if (acts.until == Waiting.NOT_YET) {
      beginToWait(acts, context);
    }
    acts.all.add(act);
    if (acts.all.size() > WAITING) {
      foldWaiting(item, context, out);
    }
  }

  private void beginToWait(Waiting acts, Context context) {
    acts.until = context.timerService().currentProcessingTime() + patienceMillis;
    context.timerService().registerProcessingTimeTimer(acts.until);
  }

  private void foldWaiting(ItemBehaviour item, Context context, Collector<Keyed<ItemBehaviour>> out)
      throws IOException {
    Waiting acts = waiting.remove(item.itemId());
    if (acts != null) {
      fold(item, acts.all, context, out);
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    List<ItemAct> all = new ArrayList<>();
    waiting.values().forEach(acts -> all.addAll(acts.all));
    waitingAtCheckpoint.update(all);
    items.store();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    waiting = new HashMap<>();
    // To all instances, since which keys are whose changes with the parallelism.
    waitingAtCheckpoint =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("waiting", Types.POJO(ItemAct.class)));
    for (ItemAct act : waitingAtCheckpoint.get()) {
      if (Orders.isOf(getRuntimeContext(), act.itemId())) {
        waiting.computeIfAbsent(act.itemId(), id -> new Waiting()).all.add(act);
      }
    }
  }

  private ItemBehaviour item(String itemId) throws IOException {
    ItemBehaviour known = items.value(itemId);
    return known == null ? ItemBehaviour.empty(itemId) : known;
  }

  @Override
  public void processElement2(
      TopicRecord entry, Context context, Collector<Keyed<ItemBehaviour>> out) throws Exception {
    ItemBehaviour known = item(entry.key());
    ItemBehaviour next;
    try {
      next = listed(known, entry.value());
    } catch (CodecException e) {
      unreadable.note(entry.topic() + " at " + entry.key(), e);
      return;
    }
    if (next.equals(known)) {
      return;
    }
    if (waiting.containsKey(entry.key())) {
      foldWaiting(next, context, out);
    } else if (next.isKnown()) {
      items.update(entry.key(), next, context.timerService(), out::collect);
    } else if (next.listing().equals(Listing.NONE)) {
      items.clear(entry.key());
    } else {
      items.keep(entry.key(), next);
    }
  }

  private static ItemBehaviour listed(ItemBehaviour of, byte @Nullable [] entry) {
    return entry == null ? of.unlisted() : of.with(Listing.of(Topics.ITEMS.codec().decode(entry)));
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Keyed<ItemBehaviour>> out)
      throws Exception {
    String itemId = context.getCurrentKey();
    ItemBehaviour item = item(itemId);
    Waiting acts = waiting.get(itemId);
    if (acts != null) {
      // The timer may be of the features, or have come due while the job stood still.
      if (acts.until == Waiting.NOT_YET) {
        beginToWait(acts, context);
      } else if (at >= acts.until) {
        foldWaiting(item, context, out);
      }
    }
    if (items.onTimer(itemId, at, context.timerService(), out::collect)) {
      items.clear(itemId);
      if (!item.listing().equals(Listing.NONE)) {
        items.keep(itemId, ItemBehaviour.empty(itemId).with(item.listing()));
      }
    }
  }

  /** What was done to one item, in the order in which it came. */
  private static final class Waiting {
    /** Of those that a savepoint brought. They have a timer, which may be of any age. */
    static final long NOT_YET = Long.MAX_VALUE;

    final List<ItemAct> all = new ArrayList<>();
    long until = NOT_YET;
  }
}
