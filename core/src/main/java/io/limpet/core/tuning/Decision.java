package io.limpet.core.tuning;

import io.limpet.core.experiment.Analysis;
import io.limpet.core.experiment.Analysis.OfArm;
import io.limpet.core.experiment.Analysis.OfMetric;
import io.limpet.core.experiment.Analysis.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a round has come to.
 *
 * @param kind what to do
 * @param arm to be put in use, from 1; 0 for none
 * @param why in words
 */
public record Decision(Kind kind, int arm, String why) {
  /** What to do. */
  public enum Kind {
    /** Let it run. */
    WAIT,
    /** Put an arm in use. */
    MOVE,
    /** Leave what is in use, and try others. */
    NEXT,
    /** Stop tuning: the numbers mean nothing. */
    HALT
  }

  /**
   * Decides. An arm is put in use when it is better by what may be looked at whenever, and no
   * guardrail can have lost more than the tolerance, by the same.
   *
   * @param isOver whether the round's time is
   */
  public static Decision of(Tuning tuning, Analysis analysis, boolean isOver) {
    if (analysis.verdict() == Verdict.BLOCKED) {
      return new Decision(
          Kind.HALT, 0, "the arms do not have their shares of visitors; find out why");
    }
    int best = 0;
    double most = 0;
    for (int i = 1; i < analysis.arms().size(); i++) {
      OfArm arm = analysis.arms().get(i);
      OfMetric primary = arm.metrics().getFirst();
      double difference = primary.comparison().difference();
      if (primary.pValue() <= tuning.alpha() && difference > most && keepsGuardrails(tuning, arm)) {
        best = i;
        most = difference;
      }
    }
    if (best > 0) {
      return new Decision(Kind.MOVE, best, better(analysis.arms().get(best)));
    }
    if (analysis.verdict() == Verdict.HARMFUL) {
      return new Decision(Kind.NEXT, 0, "a guardrail got worse in an arm");
    }
    return isOver
        ? new Decision(Kind.NEXT, 0, "no arm is certain to be better and to keep the guardrails")
        : new Decision(Kind.WAIT, 0, "");
  }

  private static boolean keepsGuardrails(Tuning tuning, OfArm arm) {
    return guardrails(arm).stream()
        .allMatch(of -> of.comparison().safeLift().low() > -tuning.tolerance());
  }

  private static List<OfMetric> guardrails(OfArm arm) {
    return arm.metrics().subList(1, arm.metrics().size());
  }

  private static String better(OfArm arm) {
    List<String> parts = new ArrayList<>();
    for (OfMetric of : arm.metrics()) {
      parts.add(
          String.format(
              Locale.ROOT,
              "%s %+.1f %% (%.1f to %.1f)",
              of.metric().text(),
              100 * of.comparison().lift(),
              100 * of.comparison().safeLift().low(),
              100 * of.comparison().safeLift().high()));
    }
    return arm.arm() + ": " + String.join(", ", parts);
  }

  /**
   * What the arms of a round teach.
   *
   * @param points of the arms, the control left out
   * @param base value of the control
   */
  public static List<Tried> learned(
      Tuning tuning, Analysis analysis, List<List<Double>> points, double base) {
    List<Tried> tried = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      OfArm arm = analysis.arms().get(i + 1);
      var control = analysis.arms().getFirst().metrics().getFirst().adjusted();
      var primary = arm.metrics().getFirst();
      if (!(control.value() > 0 && primary.comparison().lift() > -1)) {
        continue;
      }
      double error = primary.comparison().error() / control.value();
      boolean harms =
          guardrails(arm).stream().anyMatch(of -> of.comparison().lift() < -tuning.tolerance());
      // What breaks a guardrail is no place to look near.
      double value = base + Math.log1p(primary.comparison().lift());
      tried.add(
          new Tried(
              points.get(i),
              harms ? Math.min(value, base) - 2 * tuning.minimumEffect() : value,
              error * error));
    }
    return tried;
  }
}
