package io.limpet.flink.wire;

import java.util.function.Consumer;

/**
 * A function that writes some of its state after it has gone on to other keys. Its own snapshot has
 * to write all that is left.
 */
public interface WritingBehind {
  /**
   * Is given, before it is opened, what makes another key the current one. Who uses it while an
   * element or a timer is being processed has to go back.
   */
  void keys(Consumer<String> toKey);
}
