package io.limpet.flink.features;

import io.limpet.core.codec.Codec;
import io.limpet.core.topic.Topic;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Lifetime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the value of the current key and writes it: what changes after a pause at once, what
 * changes within the pause after that together at its end. A viral item costs one record a pause,
 * whatever happens to it. Owned by one function, which passes its timers on.
 *
 * <p>State by key: {@link Kept}, until nothing has happened for the lifetime.
 */
final class Upserts<T> {
  private final ValueState<Kept> state;
  private final Codec<T> codec;
  private final Lifetime lifetime;
  private final long pauseMillis;

  Upserts(RuntimeContext context, Topic<T> topic, Lifetime lifetime, Duration pause) {
    this.state = context.getState(new ValueStateDescriptor<>("kept", Types.POJO(Kept.class)));
    this.codec = topic.codec();
    this.lifetime = lifetime;
    this.pauseMillis = pause.toMillis();
  }

  /** The value, null if there is none. */
  @Nullable T value() throws IOException {
    Kept known = state.value();
    return known == null ? null : codec.decode(known.value());
  }

  /** Replaces the value by one that nobody need hear of. */
  void keep(T value) throws IOException {
    Kept known = state.value();
    byte[] bytes = codec.encode(value);
    state.update(known == null ? new Kept(bytes, 0, 0, 0, 0) : known.valued(bytes));
  }

  /** Replaces the value after something has happened, and writes it, now or soon. */
  void update(String key, T value, TimerService timers, Collector<Keyed<T>> out)
      throws IOException {
    keep(value);
    long now = timers.currentProcessingTime();
    Kept next = state.value().touched(now);
    if (next.expireAtMillis() == 0) {
      next = next.toExpireAt(lifetime.due(now));
      timers.registerProcessingTimeTimer(next.expireAtMillis());
    }
    if (next.writeAtMillis() == 0 && now - next.writtenMillis() >= pauseMillis) {
      next = next.written(now);
      out.collect(Keyed.of(key, value));
    } else if (next.writeAtMillis() == 0) {
      next = next.toWriteAt(next.writtenMillis() + pauseMillis);
      timers.registerProcessingTimeTimer(next.writeAtMillis());
    }
    state.update(next);
  }

  /** Whether a timer of the current key at this time is wanted here. */
  boolean awaits(long at) {
    try {
      Kept known = state.value();
      return known != null && (known.writeAtMillis() == at || known.expireAtMillis() == at);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets the value and all that is due. */
  void forget(TimerService timers) throws IOException {
    Kept known = state.value();
    if (known != null) {
      timers.deleteProcessingTimeTimer(known.writeAtMillis());
      timers.deleteProcessingTimeTimer(known.expireAtMillis());
      state.clear();
    }
  }

  /** Forgets the value. */
  void clear() {
    state.clear();
  }

  /**
   * Does what is due by a timer of processing time.
   *
   * @return whether the lifetime is over; a tombstone has been written, and the value is still
   *     there
   */
  boolean onTimer(String key, long at, TimerService timers, Collector<Keyed<T>> out)
      throws IOException {
    Kept next = state.value();
    if (next == null) {
      return false;
    }
    if (at == next.writeAtMillis()) {
      next = next.written(at);
      out.collect(Keyed.of(key, codec.decode(next.value())));
    }
    boolean isOver = false;
    if (at == next.expireAtMillis()) {
      long due = lifetime.due(next.touchedMillis());
      isOver = due <= at;
      if (isOver) {
        out.collect(Keyed.tombstone(key));
        next = next.toExpireAt(0);
      } else {
        next = next.toExpireAt(due);
        timers.registerProcessingTimeTimer(due);
      }
    }
    state.update(next);
    return isOver;
  }
}
