package io.limpet.flink.users;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * The state of all visitors, in front of which those who did something last are held as objects:
 * whoever does much is neither read from bytes nor written to them with every event. Who is held is
 * written when others take the place, and by {@link #write} before a checkpoint.
 *
 * <p>Used by the thread of its operator, with the visitor as the current key.
 */
final class VisitorState {
  /**
   * So many are held: what a checkpoint has to write first, and what an instance has on its heap.
   */
  static final int HELD = 256;

  private final ValueState<Visitor> state;
  private final Consumer<String> currentKey;

  /** Those touched longest ago first. Nobody stays after being written: a checkpoint reads on. */
  private final LinkedHashMap<String, Visitor> held = new LinkedHashMap<>(2 * HELD, 0.75f, true);

  /**
   * @param state of the current key
   * @param currentKey makes a visitor the current key
   */
  VisitorState(ValueState<Visitor> state, Consumer<String> currentKey) {
    this.state = state;
    this.currentKey = currentKey;
  }

  /** What is kept of the current visitor, null if nothing is. */
  @Nullable Visitor get(String visitor) {
    Visitor known = held.get(visitor);
    return known == null ? read() : known;
  }

  /** Keeps and holds the current visitor. */
  void put(String visitor, Visitor value) {
    held.put(visitor, value);
    if (held.size() > HELD) {
      Map.Entry<String, Visitor> eldest = held.pollFirstEntry();
      write(eldest.getKey(), eldest.getValue());
      currentKey.accept(visitor);
    }
  }

  /** Keeps the current visitor, who did nothing and so takes nobody's place. */
  void putAside(String visitor, Visitor value) {
    if (held.replace(visitor, value) == null) {
      write(visitor, value);
    }
  }

  /** Forgets the current visitor. */
  void remove(String visitor) {
    held.remove(visitor);
    state.clear();
  }

  /** Writes all who are held, and holds nobody. Changes the current key. */
  void write() {
    held.forEach(this::write);
    held.clear();
  }

  private void write(String visitor, Visitor value) {
    currentKey.accept(visitor);
    try {
      state.update(value);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the state of \"%s\"".formatted(visitor), e);
    }
  }

  private @Nullable Visitor read() {
    try {
      return state.value();
    } catch (IOException e) {
      throw new UncheckedIOException("reading the state of a visitor", e);
    }
  }
}
