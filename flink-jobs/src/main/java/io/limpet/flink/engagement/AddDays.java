package io.limpet.flink.engagement;

import io.limpet.core.codec.Codec;
import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.EngagementDay;
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
 * Adds changes to the figures of a segment's day and writes them: at once after a quiet second,
 * else once a second. A day stays open for what comes late.
 *
 * <p>State by segment and day: {@link DayState}, until nothing was added for the lifetime; then a
 * tombstone is written.
 */
final class AddDays extends KeyedProcessFunction<String, EngagementDay, Keyed<EngagementDay>> {
  /** Least time between two writings of a day. */
  static final long WRITE_MILLIS = 1_000;

  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private transient ValueState<DayState> days;
  private transient Codec<EngagementDay> codec;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  AddDays(Duration lifetime) {
    this.lifetime = new Lifetime(lifetime);
  }

  @Override
  public void open(OpenContext context) {
    days =
        getRuntimeContext().getState(new ValueStateDescriptor<>("day", Types.POJO(DayState.class)));
    codec = Topics.METRICS.codec();
  }

  @Override
  public void processElement(
      EngagementDay change, Context context, Collector<Keyed<EngagementDay>> out) throws Exception {
    TimerService timers = context.timerService();
    long now = timers.currentProcessingTime();
    DayState known = days.value();
    if (known == null) {
      known = new DayState(new byte[0], now, 0, 0, lifetime.due(now));
      timers.registerProcessingTimeTimer(known.expireAtMillis());
    }
    var metrics = new DayMetrics();
    if (known.figures().length > 0) {
      metrics.merge(codec.decode(known.figures()).metrics());
    }
    metrics.merge(change.metrics());
    // Above what was written before a restore, too: the time goes on.
    long version = Math.max(known.writtenMillis() + 1, now);
    var sum = new EngagementDay(change.segment(), change.day(), change.zone(), metrics, version);
    DayState next = known.with(codec.encode(sum), now);
    if (known.writeAtMillis() == 0 && now - known.writtenMillis() >= WRITE_MILLIS) {
      next = next.written(now);
      out.collect(Keyed.of(context.getCurrentKey(), sum));
    } else if (known.writeAtMillis() == 0) {
      next = next.toWriteAt(known.writtenMillis() + WRITE_MILLIS);
      timers.registerProcessingTimeTimer(next.writeAtMillis());
    }
    days.update(next);
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Keyed<EngagementDay>> out)
      throws Exception {
    DayState known = days.value();
    if (known == null) {
      return;
    }
    DayState next = known;
    if (at == known.writeAtMillis()) {
      next = next.written(at);
      EngagementDay sum = codec.decode(known.figures());
      out.collect(
          Keyed.of(
              context.getCurrentKey(),
              new EngagementDay(
                  sum.segment(),
                  sum.day(),
                  sum.zone(),
                  sum.metrics(),
                  Math.max(sum.version(), at))));
    }
    if (at == known.expireAtMillis()) {
      long due = lifetime.due(known.touchedMillis());
      if (due <= at) {
        days.clear();
        out.collect(Keyed.tombstone(context.getCurrentKey()));
        return;
      }
      next = next.toExpireAt(due);
      context.timerService().registerProcessingTimeTimer(due);
    }
    days.update(next);
  }
}
