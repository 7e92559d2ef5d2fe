package io.limpet.core.experiment;

import java.util.Objects;

/**
 * Whose unit a user shares: what {@code limpet.units} carries, keyed by user. It is written once,
 * when the user is first met with a device, and decides for good. A user who was not known before
 * takes over the unit of that device; one who was keeps the own.
 *
 * @param visitor whose key the unit is made of: the user or {@code anonymous:} and the device
 */
public record UnitOf(String visitor) {
  public UnitOf {
    Objects.requireNonNull(visitor, "visitor is missing");
  }

  /** The unit. */
  public Unit unit() {
    return Unit.of(visitor);
  }
}
