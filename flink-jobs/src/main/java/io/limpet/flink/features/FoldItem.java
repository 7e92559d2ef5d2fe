package io.limpet.flink.features;

import io.limpet.core.codec.CodecException;
import io.limpet.core.feature.ItemAct;
import io.limpet.core.feature.ItemBehaviour;
import io.limpet.core.feature.Listing;
import io.limpet.core.feature.Pair;
import io.limpet.core.feature.PositionCurve;
import io.limpet.core.feature.UserAct;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Lifetime;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.Unreadable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
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
 * would be of no category for good.
 *
 * <p>State by item: its {@link ItemBehaviour} with its listing, for the item's lifetime; then a
 * tombstone is written, and the listing stays as long as the catalogue has it. An item that nothing
 * was done to is kept for its listing alone and not written. At most {@link #WAITING} deeds that
 * wait.
 */
final class FoldItem
    extends KeyedCoProcessFunction<
        String, Either<ItemAct, Pair>, TopicRecord, Keyed<ItemBehaviour>> {
  /** What visitors did, with what is known of the item. */
  static final OutputTag<UserAct> DONE = new OutputTag<>("done", Types.POJO(UserAct.class));

  /** Deeds that wait for a listing; with one more they wait no longer. */
  static final int WAITING = 100;

  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private final Duration pause;
  private final long patienceMillis;
  private final PositionCurve curve;
  private transient Upserts<ItemBehaviour> items;
  private transient MapState<Integer, ItemAct> waiting;
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
  public void open(OpenContext context) {
    items = new Upserts<>(getRuntimeContext(), Topics.ITEM_FEATURES, lifetime, pause);
    waiting =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("waiting", Types.INT, Types.POJO(ItemAct.class)));
    unreadable = new Unreadable(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement1(
      Either<ItemAct, Pair> deed, Context context, Collector<Keyed<ItemBehaviour>> out)
      throws Exception {
    ItemBehaviour item = item(context.getCurrentKey());
    if (deed.isRight()) {
      items.update(item.itemId(), item.with(deed.right()), context.timerService(), out);
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
    items.update(item.itemId(), next, context.timerService(), out);
  }

  private void await(
      ItemBehaviour item, ItemAct act, Context context, Collector<Keyed<ItemBehaviour>> out)
      throws Exception {
    int others = waitingActs().size();
    if (others == 0) {
      long now = context.timerService().currentProcessingTime();
      context.timerService().registerProcessingTimeTimer(now + patienceMillis);
    }
    waiting.put(others, act);
    if (others == WAITING) {
      foldWaiting(item, context, out);
    }
  }

  private List<ItemAct> waitingActs() throws Exception {
    List<ItemAct> acts = new ArrayList<>();
    waiting.values().forEach(acts::add);
    return acts;
  }

  private void foldWaiting(ItemBehaviour item, Context context, Collector<Keyed<ItemBehaviour>> out)
      throws Exception {
    fold(item, waitingActs(), context, out);
    waiting.clear();
  }

  private ItemBehaviour item(String itemId) throws IOException {
    ItemBehaviour known = items.value();
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
    if (!waiting.isEmpty()) {
      foldWaiting(next, context, out);
    } else if (next.isKnown()) {
      items.update(entry.key(), next, context.timerService(), out);
    } else if (next.listing().equals(Listing.NONE)) {
      items.clear();
    } else {
      items.keep(next);
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
    // Whatever the timer is for, they have waited.
    if (!item.isKnown() && !waiting.isEmpty()) {
      foldWaiting(item, context, out);
    }
    if (items.onTimer(itemId, at, context.timerService(), out)) {
      items.clear();
      if (!item.listing().equals(Listing.NONE)) {
        items.keep(ItemBehaviour.empty(itemId).with(item.listing()));
      }
    }
  }
}
