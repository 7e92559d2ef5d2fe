package io.limpet.flink.clean;

import io.limpet.core.hygiene.Behaviour;

/**
 * How a visitor behaves, and how much is remembered of it.
 *
 * @param behaviour for hygiene
 * @param ids how many event ids are remembered
 */
record Conduct(Behaviour behaviour, int ids) {
  /** Of a visitor never seen. */
  static final Conduct NONE = new Conduct(Behaviour.NONE, 0);
}
