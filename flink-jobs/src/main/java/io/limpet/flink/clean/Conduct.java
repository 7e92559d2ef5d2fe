package io.limpet.flink.clean;

import io.limpet.core.hygiene.Behaviour;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a visitor but the event ids: one access to state an event.
 *
 * @param session that the visitor is in, and the visitor's timer; null before the first event
 * @param behaviour for hygiene
 * @param ids how many event ids are remembered
 * @param prints of these ids
 * @param wholeIds whether there may be ids that the first release remembered
 */
record Conduct(
    @Nullable Session session, Behaviour behaviour, int ids, Prints prints, boolean wholeIds) {
  /** Of a visitor never seen. */
  static final Conduct NONE = new Conduct(null, Behaviour.NONE, 0, Prints.NONE, false);

  /** Of a visitor whom the first release saw: it kept the session alone, and ids. */
  static Conduct of(Session session) {
    return new Conduct(session, Behaviour.NONE, 0, Prints.NONE, true);
  }
}
