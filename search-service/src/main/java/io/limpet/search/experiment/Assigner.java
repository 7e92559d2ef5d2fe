package io.limpet.search.experiment;

import io.limpet.core.experiment.Arm;
import io.limpet.core.experiment.Assignment;
import io.limpet.core.experiment.Experiment;
import io.limpet.core.experiment.Unit;
import io.limpet.search.experiment.ExperimentStore.Plan;
import io.limpet.search.surface.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says which arm answers. Without an experiment on the surface it costs one look into a map; with
 * one, two or three hashes. Thread-safe.
 */
public final class Assigner {
  private final ExperimentStore store;
  private final UnitStore units;
  private final LongSupplier clock;

  public Assigner(ExperimentStore store, UnitStore units, LongSupplier clock) {
    this.store = store;
    this.units = units;
    this.clock = clock;
  }

  /**
   * How to answer.
   *
   * @param surface as the arm has it
   * @param generation of the arm, null for what answers everybody
   * @param assignments what decided it, for the served log; empty if nothing did
   */
  public record Decision(
      Surface surface, @Nullable String generation, List<Assignment> assignments) {}

  /**
   * Decides.
   *
   * @param visitor who asks, null if nobody in particular: no experiment is about nobody
   * @param device of the visitor, null if there is none
   */
  public Decision decide(Surface surface, @Nullable String visitor, @Nullable String device) {
    Choice choice = choose(surface.name(), visitor, device);
    Arm arm = choice.arm();
    Live of = choice.of();
    return arm == null || of == null
        ? new Decision(surface, null, choice.assignments())
        : new Decision(
            choice.plan().surface(of.experiment(), arm, surface),
            arm.generation(),
            choice.assignments());
  }

  /** The same for what has no surface to be set up, a search for one: only generations differ. */
  public Choice choose(String surface, @Nullable String visitor, @Nullable String device) {
    Plan plan = store.plan();
    if (visitor == null || plan.isEmpty()) {
      return Choice.NONE;
    }
    Live holdout = plan.holdout();
    List<Live> here = plan.bySurface().getOrDefault(surface, List.of());
    if (here.isEmpty() && holdout == null) {
      return Choice.NONE;
    }
    long now = clock.getAsLong();
    Unit unit = units.of(visitor, device);
    List<Assignment> assignments = new ArrayList<>(2);
    if (holdout != null && holdout.runs(now)) {
      Arm arm = holdout.arm(unit);
      if (arm != null) {
        assignments.add(holdout.assignment(arm, unit));
        if (arm.name().equals(Experiment.HELD_OUT)) {
          return new Choice(plan, null, null, assignments);
        }
      }
    }
    for (Live live : here) {
      Arm arm = live.runs(now) ? live.arm(unit) : null;
      if (arm != null) {
        assignments.add(live.assignment(arm, unit));
        return new Choice(plan, live, arm, assignments);
      }
    }
    return new Choice(plan, null, null, assignments);
  }

  /**
   * What was chosen.
   *
   * @param of the experiment, null if none
   * @param arm of it, null if none
   */
  public record Choice(
      Plan plan, @Nullable Live of, @Nullable Arm arm, List<Assignment> assignments) {
    static final Choice NONE = new Choice(Plan.NOTHING, null, null, List.of());

    /** The generation of the arm, null for what answers everybody. */
    public @Nullable String generation() {
      return arm == null ? null : arm.generation();
    }
  }
}
