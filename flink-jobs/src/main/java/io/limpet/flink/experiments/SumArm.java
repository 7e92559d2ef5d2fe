package io.limpet.flink.experiments;

import io.limpet.core.codec.Codec;
import io.limpet.core.experiment.ArmResult;
import io.limpet.core.experiment.Moments;
import io.limpet.core.experiment.Quantity;
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
 * Adds up the units of a slice of an arm: a unit that counts otherwise is taken out as it was and
 * put in as it is. Written at once after a quiet second, else once a second.
 *
 * <p>State by slice of an arm: {@link ArmSums}, for the visitor's lifetime after the last change;
 * then a tombstone is written.
 */
final class SumArm extends KeyedProcessFunction<String, Change, Keyed<ArmResult>> {
  /** Least time between two writings. */
  static final long WRITE_MILLIS = 1_000;

  private static final long serialVersionUID = 1;

  private final Lifetime lifetime;
  private transient ValueState<ArmSums> sums;
  private transient Codec<ArmResult> codec;

  @SuppressWarnings("NullAway.Init") // Flink calls open first
  SumArm(Duration visitorLifetime) {
    this.lifetime = new Lifetime(visitorLifetime);
  }

  @Override
  public void open(OpenContext context) {
    sums =
        getRuntimeContext().getState(new ValueStateDescriptor<>("sums", Types.POJO(ArmSums.class)));
    codec = Topics.EXPERIMENT_RESULTS.codec();
  }

  @Override
  public void processElement(Change change, Context context, Collector<Keyed<ArmResult>> out)
      throws Exception {
    TimerService timers = context.timerService();
    long now = timers.currentProcessingTime();
    ArmSums known = sums.value();
    Moments moments;
    long expireAt;
    if (known == null) {
      moments = new Moments(Quantity.DIMENSIONS);
      expireAt = lifetime.due(now);
      timers.registerProcessingTimeTimer(expireAt);
    } else {
      moments = codec.decode(known.result()).moments();
      expireAt = known.expireAtMillis();
    }
    if (change.was().length > 0) {
      moments.remove(change.was());
    }
    if (change.is().length > 0) {
      moments.add(change.is());
    }
    var result = new ArmResult(change.experiment(), change.arm(), change.slice(), moments);
    long written = known == null ? 0 : known.writtenMillis();
    long writeAt = known == null ? 0 : known.writeAtMillis();
    var next = new ArmSums(codec.encode(result), now, written, writeAt, expireAt);
    if (writeAt == 0 && now - written >= WRITE_MILLIS) {
      next = next.written(now);
      out.collect(Keyed.of(result.key(), result));
    } else if (writeAt == 0) {
      next = next.toWriteAt(written + WRITE_MILLIS);
      timers.registerProcessingTimeTimer(next.writeAtMillis());
    }
    sums.update(next);
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Keyed<ArmResult>> out)
      throws Exception {
    ArmSums known = sums.value();
    if (known == null) {
      return;
    }
    ArmSums next = known;
    if (at == known.writeAtMillis()) {
      next = next.written(at);
      out.collect(Keyed.of(context.getCurrentKey(), codec.decode(known.result())));
    }
    if (at == known.expireAtMillis()) {
      long due = lifetime.due(known.touchedMillis());
      if (due <= at) {
        sums.clear();
        out.collect(Keyed.tombstone(context.getCurrentKey()));
        return;
      }
      next = next.toExpireAt(due);
      context.timerService().registerProcessingTimeTimer(due);
    }
    sums.update(next);
  }
}
