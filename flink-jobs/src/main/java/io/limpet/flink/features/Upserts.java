package io.limpet.flink.features;

import io.limpet.core.codec.Codec;
import io.limpet.core.topic.Topic;
import io.limpet.flink.wire.HeldValues;
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
 * <p>State by key: {@link Kept}, until nothing has happened for the lifetime. Values of the keys
 * used last are held decoded, and are written into the state when they make room for others and
 * with each checkpoint: what happens to an item or a visitor comes in bursts, and an order's lines
 * come together.
 *
 * @param <S> what is kept
 * @param <T> what is written of it
 */
final class Upserts<S, T> {
  /** Keys whose value is held. */
  static final int HELD = 1_024;

  private static final byte[] NOT_YET = {};

  private final ValueState<Kept> state;
  private final Codec<S> codec;
  private final Written<S, T> written;
  private final Lifetime lifetime;
  private final long pauseMillis;
  private final HeldValues<Decoded<S>> held;

  /**
   * @param kept without the value, which is here
   */
  private record Decoded<S>(Kept kept, S value) {}

  /** What is written of a value that is kept. */
  @FunctionalInterface
  interface Written<S, T> {
    /** Null where there is nothing to be said; what was said is taken back then. */
    @Nullable T of(S value);
  }

  /**
   * @param toKey makes another key the current one
   * @param codec of what is kept, which a savepoint holds
   */
  Upserts(
      RuntimeContext context,
      Consumer<String> toKey,
      Codec<S> codec,
      Written<S, T> written,
      Lifetime lifetime,
      Duration pause) {
    this.state = context.getState(new ValueStateDescriptor<>("kept", Types.POJO(Kept.class)));
    this.codec = codec;
    this.written = written;
    this.lifetime = lifetime;
    this.pauseMillis = pause.toMillis();
    this.held =
        new HeldValues<>(
            HELD, toKey, of -> state.update(of.kept().valued(codec.encode(of.value()))));
  }

  /** Keeps what is written. */
  static <T> Upserts<T, T> of(
      RuntimeContext context,
      Consumer<String> toKey,
      Topic<T> topic,
      Lifetime lifetime,
      Duration pause) {
    return new Upserts<>(context, toKey, topic.codec(), value -> value, lifetime, pause);
  }

  /** The value, null if there is none. */
  @Nullable S value(String key) throws IOException {
    Decoded<S> known = known(key);
    return known == null ? null : known.value();
  }

  private @Nullable Decoded<S> known(String key) throws IOException {
    Decoded<S> known = held.get(key);
    if (known == null) {
      Kept kept = state.value();
      if (kept == null) {
        return null;
      }
      known = new Decoded<>(kept.valued(NOT_YET), codec.decode(kept.value()));
      held.hold(key, known);
    }
    return known;
  }

  private void put(String key, Kept kept, S value) throws IOException {
    held.put(key, new Decoded<>(kept, value));
  }

  /** Writes into the state what is held only; whatever key is the current one then. */
  void store() throws IOException {
    held.store();
  }

  private Keyed<T> said(String key, S value) {
    return new Keyed<>(key.getBytes(StandardCharsets.UTF_8), written.of(value));
  }

  /** Replaces the value by one that nobody need hear of. */
  void keep(String key, S value) throws IOException {
    put(key, kept(key), value);
  }

  private Kept kept(String key) throws IOException {
    Decoded<S> known = known(key);
    return known == null ? new Kept(NOT_YET, 0, 0, 0, 0) : known.kept();
  }

  /** Replaces the value after something has happened, and writes it, now or soon. */
  void update(String key, S value, TimerService timers, Consumer<Keyed<T>> out) throws IOException {
    long now = timers.currentProcessingTime();
    Kept next = touched(key, now, timers);
    if (next.writeAtMillis() == 0 && now - next.writtenMillis() >= pauseMillis) {
      next = next.written(now);
      out.accept(said(key, value));
    } else if (next.writeAtMillis() == 0) {
      next = next.toWriteAt(next.writtenMillis() + pauseMillis);
      timers.registerProcessingTimeTimer(next.writeAtMillis());
    }
    put(key, next, value);
  }

  private Kept touched(String key, long now, TimerService timers) throws IOException {
    Kept next = kept(key).touched(now);
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
    put(key, writtenAhead(touched(key, now, timers), timers), value);
    out.accept(Keyed.tombstone(key));
    Keyed<T> said = said(key, value);
    if (said.value() != null) {
      out.accept(said);
    }
  }

  /** Notes that what is kept, if anything, is in use; others write what is to be said of it. */
  void touch(String key, TimerService timers) throws IOException {
    Decoded<S> known = known(key);
    if (known != null) {
      Kept touched = known.kept().touched(timers.currentProcessingTime());
      put(key, writtenAhead(touched, timers), known.value());
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
  boolean awaits(String key, long at) {
    try {
      Decoded<S> known = known(key);
      return known != null
          && (known.kept().writeAtMillis() == at || known.kept().expireAtMillis() == at);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets the value and all that is due. */
  void forget(String key, TimerService timers) throws IOException {
    Decoded<S> known = known(key);
    if (known != null) {
      timers.deleteProcessingTimeTimer(known.kept().writeAtMillis());
      timers.deleteProcessingTimeTimer(known.kept().expireAtMillis());
      clear(key);
    }
  }

  /** Forgets the value. */
  void clear(String key) {
    state.clear();
    held.remove(key);
  }

  /**
   * Does what is due by a timer of processing time.
   *
   * @return whether the lifetime is over; a tombstone has been written, and the value is still
   *     there
   */
  boolean onTimer(String key, long at, TimerService timers, Consumer<Keyed<T>> out)
      throws IOException {
    Decoded<S> known = known(key);
    if (known == null) {
      return false;
    }
    Kept next = known.kept();
    if (at == next.writeAtMillis()) {
      next = next.written(at);
      out.accept(said(key, known.value()));
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
    put(key, next, known.value());
    return isOver;
  }
}
