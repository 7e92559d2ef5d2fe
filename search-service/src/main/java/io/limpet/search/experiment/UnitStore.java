package io.limpet.search.experiment;

import io.limpet.core.experiment.Unit;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.hash.Hash128;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose unit each user shares who was ever met with a device, as {@code limpet.units} has it. About
 * a hundred bytes a user. Thread-safe.
 */
public final class UnitStore {
  private final ConcurrentHashMap<Hash128, Unit> units = new ConcurrentHashMap<>();

  /** Takes in a record of the topic, null when it was deleted. */
  public void take(String user, @Nullable UnitOf unit) {
    if (unit == null) {
      units.remove(Hash128.of(user));
    } else {
      units.put(Hash128.of(user), unit.unit());
    }
  }

  /**
   * The unit of who asks.
   *
   * @param device where the visitor has signed in; of a user whose sign-in is still on its way it
   *     decides, as it will when it has arrived
   */
  public Unit of(String visitor, @Nullable String device) {
    Unit own = Unit.of(visitor);
    Unit known = units.get(own.hash());
    if (known != null) {
      return known;
    }
    return device == null ? own : Unit.of(device);
  }
}
