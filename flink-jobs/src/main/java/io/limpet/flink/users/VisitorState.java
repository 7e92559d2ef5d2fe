package io.limpet.flink.users;

import io.limpet.flink.wire.HeldValues;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * The state of all visitors, in front of which those who did something last are held as objects:
 * whoever does much is neither read from bytes nor written to them with every event. An encoder's
 * state is changed in place, so nobody stays held after being stored.
 *
 * <p>Used by the thread of its operator, with the visitor as the current key.
 */
final class VisitorState {
  /** So many are held: what a checkpoint has to store first, and what an instance has in memory. */
  static final int HELD = 256;

  private final ValueState<Visitor> state;
  private final HeldValues<Visitor> held;

  /**
   * @param state of the current key
   * @param toKey makes a visitor the current key
   */
  VisitorState(ValueState<Visitor> state, Consumer<String> toKey) {
    this.state = state;
    this.held = new HeldValues<>(HELD, toKey, state::update);
  }

  /** What is kept of the current visitor, null if nothing is. */
  @Nullable Visitor get(String visitor) throws IOException {
    Visitor known = held.get(visitor);
    return known == null ? state.value() : known;
  }

  /** Keeps and holds the current visitor. */
  void put(String visitor, Visitor value) throws IOException {
    held.put(visitor, value);
  }

  /** Keeps the current visitor, who did nothing and so takes nobody's place. */
  void putAside(String visitor, Visitor value) throws IOException {
    if (held.contains(visitor)) {
      held.put(visitor, value);
    } else {
      state.update(value);
    }
  }

  /** Forgets the current visitor. */
  void remove(String visitor) {
    held.remove(visitor);
    state.clear();
  }

  /** Stores all who are held. Changes the current key. */
  void store() throws IOException {
    held.storeAndLetGo();
  }
}
