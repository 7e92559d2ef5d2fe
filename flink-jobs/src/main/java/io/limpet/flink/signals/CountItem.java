package io.limpet.flink.signals;

import io.limpet.core.codec.Codec;
import io.limpet.core.signal.ItemSignals;
import io.limpet.core.topic.Topics;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Lifetime;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts what is done to an item. The first event after a quiet second is written at once, the
 * events of the second after it together at its end: a popular item costs one record a second,
 * whatever happens to it.
 *
 * <p>State by item: {@link ItemState}, for the item's lifetime; then a tombstone is written.
 */
final class CountItem extends KeyedProcessFunction<String, ItemAction, Keyed<ItemSignals>> {
  /** Least time between two writings of an item. */
  static final long WRITE_MILLIS = 1_000;

  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private final long pauseMillis;
  private transient ValueState<ItemState> items;
  private transient Codec<ItemSignals> codec;

  /**
   * @param lifetime how long an item without events is remembered
   */
  CountItem(Duration lifetime) {
    this(lifetime, Duration.ofMillis(WRITE_MILLIS));
  }

  /**
   * @param pause least time between two writings of an item; none writes after every event
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first
  CountItem(Duration lifetime, Duration pause) {
    this.lifetime = new Lifetime(lifetime);
    this.pauseMillis = pause.toMillis();
  }

  @Override
  public void open(OpenContext context) {
    items =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("item", Types.POJO(ItemState.class)));
    codec = Topics.ITEM_SIGNALS.codec();
  }

  @Override
  public void processElement(ItemAction action, Context context, Collector<Keyed<ItemSignals>> out)
      throws Exception {
    TimerService timers = context.timerService();
    long now = timers.currentProcessingTime();
    ItemState known = items.value();
    if (known == null) {
      byte[] nothing = codec.encode(ItemSignals.empty(action.itemId()));
      known = new ItemState(nothing, now, 0, 0, lifetime.due(now));
      timers.registerProcessingTimeTimer(known.expireAtMillis());
    }
    ItemSignals signals =
        codec
            .decode(known.signals())
            .with(action.type(), action.quantity(), action.timestampMillis());
    ItemState next = known.counted(codec.encode(signals), now);
    if (known.writeAtMillis() == 0 && now - known.writtenMillis() >= pauseMillis) {
      next = next.written(now);
      out.collect(Keyed.of(action.itemId(), signals));
    } else if (known.writeAtMillis() == 0) {
      next = next.toWriteAt(known.writtenMillis() + pauseMillis);
      timers.registerProcessingTimeTimer(next.writeAtMillis());
    }
    items.update(next);
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Keyed<ItemSignals>> out)
      throws Exception {
    ItemState known = items.value();
    if (known == null) {
      return;
    }
    ItemState next = known;
    if (at == known.writeAtMillis()) {
      next = next.written(at);
      out.collect(Keyed.of(context.getCurrentKey(), codec.decode(known.signals())));
    }
    if (at == known.expireAtMillis()) {
      long due = lifetime.due(known.touchedMillis());
      if (due <= at) {
        items.clear();
        out.collect(Keyed.tombstone(context.getCurrentKey()));
        return;
      }
      next = next.toExpireAt(due);
      context.timerService().registerProcessingTimeTimer(due);
    }
    items.update(next);
  }
}
