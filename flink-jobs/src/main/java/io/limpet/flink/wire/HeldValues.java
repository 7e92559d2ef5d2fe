package io.limpet.flink.wire;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values of the keys used last, as objects in front of a keyed state: what happens to a key in a
 * burst reads and writes its bytes once. What the state does not have is stored when others take
 * the place, and by {@link #store}, which belongs before each checkpoint ({@link WritingBehind}).
 *
 * <p>A value must not be changed in place once it was stored: with state on the heap a checkpoint
 * may be reading the same object. Whoever does change it in place calls {@link #storeAndLetGo}.
 *
 * <p>Used by the thread of its operator.
 *
 * @param <V> what is held of a key
 */
public final class HeldValues<V> {
  private final int most;
  private final Consumer<String> toKey;
  private final Store<V> state;

  /** By key, the one used last at the end. */
  private final LinkedHashMap<String, Held<V>> held = new LinkedHashMap<>(16, 0.75f, true);

  private record Held<V>(V value, boolean isStored) {}

  /** Writes a value into the state of the current key. */
  @FunctionalInterface
  public interface Store<V> {
    void write(V value) throws IOException;
  }

  /**
   * @param most keys whose value is held
   * @param toKey makes another key the current one
   * @param state of the current key
   */
  public HeldValues(int most, Consumer<String> toKey, Store<V> state) {
    this.most = most;
    this.toKey = toKey;
    this.state = state;
  }

  /** The value if it is held. */
  public @Nullable V get(String key) {
    Held<V> known = held.get(key);
    return known == null ? null : known.value();
  }

  /** Whether a value is held; that is no use of it. */
  public boolean contains(String key) {
    return held.containsKey(key);
  }

  /** Holds what the state of the current key has. */
  public void hold(String key, V value) throws IOException {
    hold(key, new Held<>(value, true));
  }

  /** Holds what the state of the current key shall have. */
  public void put(String key, V value) throws IOException {
    hold(key, new Held<>(value, false));
  }

  private void hold(String key, Held<V> next) throws IOException {
    held.put(key, next);
    if (held.size() > most) {
      Map.Entry<String, Held<V>> eldest = held.pollFirstEntry();
      if (!eldest.getValue().isStored()) {
        store(eldest.getKey(), eldest.getValue());
        toKey.accept(key);
      }
    }
  }

  private void store(String key, Held<V> of) throws IOException {
    toKey.accept(key);
    state.write(of.value());
  }

  /** Lets go of a key's value, unstored. */
  public void remove(String key) {
    held.remove(key);
  }

  /** Stores what the state does not have; whatever key is the current one then. */
  public void store() throws IOException {
    for (Map.Entry<String, Held<V>> entry : held.entrySet()) {
      Held<V> of = entry.getValue();
      if (!of.isStored()) {
        store(entry.getKey(), of);
        entry.setValue(new Held<>(of.value(), true));
      }
    }
  }

  /**
   * Stores what the state does not have, and holds nothing; whatever key is the current one then.
   */
  public void storeAndLetGo() throws IOException {
    store();
    held.clear();
  }
}
