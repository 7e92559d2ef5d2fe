package io.limpet.flink.features;

import io.limpet.core.codec.Codec;
import io.limpet.core.topic.Topic;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.Lifetime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the value of the current key and writes it: what changes after a pause at once, what
 * changes within the pause after that together at its end. A viral item costs one record a pause,
 * whatever happens to it. Owned by one function, which passes its timers on.
 *
 * <p>State by key: {@link Kept}, until nothing has happened for the lifetime.
 *
 * @param <S> what is kept
 * @param <T> what is written of it
 */
final class Upserts<S, T> {
  private final ValueState<Kept> state;
  private final Codec<S> codec;
  private final Written<S, T> written;
  private final Lifetime lifetime;
  private final long pauseMillis;

  /** What is written of a value that is kept. */
  @FunctionalInterface
  interface Written<S, T> {
    /** Null where there is nothing to be said; what was said is taken back then. */
    @Nullable T of(S value);
  }

  /**
   * @param codec of what is kept, which a savepoint holds
   */
  Upserts(
      RuntimeContext context,
      Codec<S> codec,
      Written<S, T> written,
      Lifetime lifetime,
      Duration pause) {
    this.state = context.getState(new ValueStateDescriptor<>("kept", Types.POJO(Kept.class)));
    this.codec = codec;
    this.written = written;
    this.lifetime = lifetime;
    this.pauseMillis = pause.toMillis();
  }

  /** Keeps what is written. */
  static <T> Upserts<T, T> of(
      RuntimeContext context, Topic<T> topic, Lifetime lifetime, Duration pause) {
    return new Upserts<>(context, topic.codec(), value -> value, lifetime, pause);
  }

  /** The value, null if there is none. */
  @Nullable S value() throws IOException {
    Kept known = state.value();
    return known == null ? null : codec.decode(known.value());
  }

  private Keyed<T> said(String key, S value) {
    return new Keyed<>(key.getBytes(StandardCharsets.UTF_8), written.of(value));
  }

  /** Replaces the value by one that nobody need hear of. */
  void keep(S value) throws IOException {
    Kept known = state.value();
    byte[] bytes = codec.encode(value);
    state.update(known == null ? new Kept(bytes, 0, 0, 0, 0) : known.valued(bytes));
  }

  /** Replaces the value after something has happened, and writes it, now or soon. */
  void update(String key, S value, TimerService timers, Consumer<Keyed<T>> out) throws IOException {
    long now = timers.currentProcessingTime();
    Kept next = touched(value, now, timers);
    if (next.writeAtMillis() == 0 && now - next.writtenMillis() >= pauseMillis) {
      next = next.written(now);
      out.accept(said(key, value));
    } else if (next.writeAtMillis() == 0) {
      next = next.toWriteAt(next.writtenMillis() + pauseMillis);
      timers.registerProcessingTimeTimer(next.writeAtMillis());
    }
    state.update(next);
  }

  private Kept touched(S value, long now, TimerService timers) throws IOException {
    keep(value);
    Kept next = state.value().touched(now);
    if (next.expireAtMillis() == 0) {
      next = next.toExpireAt(lifetime.due(now));
      timers.registerProcessingTimeTimer(next.expireAtMillis());
    }
    return next;
  }

  /**
   * Replaces the value by one that has little to do with the one before, and has smaller versions:
   * takes back what was said, whatever the pause, and says at once what is to be said now.
   */
  void replace(String key, S value, TimerService timers, Consumer<Keyed<T>> out)
      throws IOException {
    long now = timers.currentProcessingTime();
    state.update(writtenAhead(touched(value, now, timers), timers));
    out.accept(Keyed.tombstone(key));
    Keyed<T> said = said(key, value);
    if (said.value() != null) {
      out.accept(said);
    }
  }

  /** Notes that what is kept, if anything, is in use; others write what is to be said of it. */
  void touch(TimerService timers) throws IOException {
    Kept known = state.value();
    if (known != null) {
      state.update(writtenAhead(known.touched(timers.currentProcessingTime()), timers));
    }
  }

  /** The same as if it had just been written: nothing waits for the end of a pause. */
  private static Kept writtenAhead(Kept known, TimerService timers) {
    // One timer is for both, if they are at once.
    if (known.writeAtMillis() != known.expireAtMillis()) {
      timers.deleteProcessingTimeTimer(known.writeAtMillis());
    }
    return known.written(timers.currentProcessingTime());
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
  boolean onTimer(String key, long at, TimerService timers, Consumer<Keyed<T>> out)
      throws IOException {
    Kept next = state.value();
    if (next == null) {
      return false;
    }
    if (at == next.writeAtMillis()) {
      next = next.written(at);
      out.accept(said(key, codec.decode(next.value())));
    }
    boolean isOver = false;
    if (at == next.expireAtMillis()) {
      long due = lifetime.due(next.touchedMillis());
      isOver = due <= at;
      if (isOver) {
        out.accept(Keyed.tombstone(key));
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
