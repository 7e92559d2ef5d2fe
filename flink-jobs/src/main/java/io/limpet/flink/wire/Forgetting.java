package io.limpet.flink.wire;

import io.limpet.core.erasure.Fence;
import org.apache.flink.streaming.api.TimerService;

/** A function keyed by visitor that can forget one: its state and its timers. */
public interface Forgetting {
  /** Deletes all that is kept of the current key. */
  void forget(String visitor, TimerService timers) throws Exception;

  /** Is told of everybody who was ever erased, before the first event and at every change. */
  default void erased(Fence fence) {}
}
