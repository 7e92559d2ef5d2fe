package io.limpet.flink.wire;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Adds what comes to the sum of its key and writes the sum: at once after a quiet half second, else
 * twice a second, so that a busy key costs its topic no more than two records a second.
 *
 * <p>State by key: {@code S}, until nothing was added for the lifetime; then a tombstone is
 * written.
 *
 * @param <I> what is added
 * @param <O> the sum as it is written
 * @param <S> the sum as it is kept, a record that Flink keeps by its fields
 */
public abstract class SumAndWrite<I, O, S extends SumAndWrite.Kept<S>>
    extends KeyedProcessFunction<String, I, Keyed<O>> {
  /** Least time between two writings of a key. */
  public static final long WRITE_MILLIS = 500;

  private static final long serialVersionUID = 1;

  private final String name;
  private final Class<S> type;
  private final Lifetime lifetime;
  private transient ValueState<S> sums;

  /** What is kept of a key beside its sum; all times are processing times. */
  public interface Kept<S> {
    /** When something was added last. */
    long touchedMillis();

    /** When it was written last, 0 before the first time. */
    long writtenMillis();

    /** When it is to be written again, 0 when it has been. */
    long writeAtMillis();

    /** When to see whether its lifetime is over. */
    long expireAtMillis();

    /** The same once it has been written. */
    S written(long nowMillis);

    /** The same, to be written later. */
    S toWriteAt(long millis);

    /** The same, to be looked at later. */
    S toExpireAt(long millis);
  }

  /**
   * @param name of the state, which stored states know it by
   * @param type of the state
   */
  @SuppressWarnings("NullAway.Init") // Flink calls open first
  protected SumAndWrite(String name, Class<S> type, Duration lifetime) {
    this.name = name;
    this.type = type;
    this.lifetime = new Lifetime(lifetime);
  }

  /**
   * The sum with something more in it. The times of what is known are kept, but for when it was
   * touched.
   *
   * @param known null before the first
   * @param expireAtMillis of what is kept
   */
  protected abstract S add(@Nullable S known, I more, long nowMillis, long expireAtMillis)
      throws Exception;

  /** What is written of a key. */
  protected abstract O toWrite(S sum, long nowMillis) throws Exception;

  @Override
  public void open(OpenContext context) throws Exception {
    sums = getRuntimeContext().getState(new ValueStateDescriptor<>(name, Types.POJO(type)));
  }

  @Override
  public void processElement(I more, Context context, Collector<Keyed<O>> out) throws Exception {
    TimerService timers = context.timerService();
    long now = timers.currentProcessingTime();
    S known = sums.value();
    long expireAt = known == null ? lifetime.due(now) : known.expireAtMillis();
    if (known == null) {
      timers.registerProcessingTimeTimer(expireAt);
    }
    S next = add(known, more, now, expireAt);
    if (next.writeAtMillis() == 0 && now - next.writtenMillis() >= WRITE_MILLIS) {
      next = next.written(now);
      out.collect(Keyed.of(context.getCurrentKey(), toWrite(next, now)));
    } else if (next.writeAtMillis() == 0) {
      next = next.toWriteAt(next.writtenMillis() + WRITE_MILLIS);
      timers.registerProcessingTimeTimer(next.writeAtMillis());
    }
    sums.update(next);
  }

  @Override
  public void onTimer(long at, OnTimerContext context, Collector<Keyed<O>> out) throws Exception {
    S known = sums.value();
    if (known == null) {
      return;
    }
    S next = known;
    if (at == known.writeAtMillis()) {
      next = next.written(at);
      out.collect(Keyed.of(context.getCurrentKey(), toWrite(next, at)));
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
