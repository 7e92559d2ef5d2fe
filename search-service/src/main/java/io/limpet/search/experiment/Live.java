package io.limpet.search.experiment;

import io.limpet.core.experiment.Arm;
import io.limpet.core.experiment.Assignment;
import io.limpet.core.experiment.Experiment;
import io.limpet.core.experiment.Slots;
import io.limpet.core.experiment.Unit;
import org.jspecify.annotations.Nullable;

/**
 * An experiment that was started, ready to decide.
 *
 * @param slots its places in its layer
 * @param fromMillis when it begins, epoch milliseconds
 * @param untilMillis when it is over
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record Live(Experiment experiment, Slots slots, long fromMillis, long untilMillis, double[] ends) {

  static Live of(Experiment experiment, Slots slots, long from, long until) {
    double[] ends = experiment.armShares();
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    return new Live(experiment, slots, from, until, ends);
  }

  boolean runs(long nowMillis) {
    return nowMillis >= fromMillis && nowMillis < untilMillis;
  }

  /** The arm of a unit, null if it has no place here. */
  @Nullable Arm arm(Unit unit) {
    boolean isIn = slots.holds(unit.slot(experiment.layer()));
    if (experiment.isHoldout()) {
      return experiment.arms().get(isIn ? 0 : 1);
    }
    return isIn ? dealt(unit.spot("arm/" + experiment.id())) : null;
  }

  private Arm dealt(double spot) {
    int at = 0;
    while (at < ends.length - 1 && spot >= ends[at]) {
      at++;
    }
    return experiment.arms().get(at);
  }

  Assignment assignment(Arm arm, Unit unit) {
    return new Assignment(experiment.id(), arm.name(), unit);
  }
}
