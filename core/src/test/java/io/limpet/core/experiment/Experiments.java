package io.limpet.core.experiment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Experiments of tests. */
final class Experiments {
  private Experiments() {}

  static Experiment two(double effect, @Nullable Baseline baseline) {
    return of(1, effect, baseline, 1, 1);
  }

  static Experiment of(
      double share, double effect, @Nullable Baseline baseline, double... weights) {
    List<Arm> arms = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      arms.add(new Arm("arm" + i, weights[i], null, i == 0 ? null : "g" + i));
    }
    return of(arms, share, effect, baseline, 0, 1_000);
  }

  static Experiment of(List<Arm> arms, long start, long end) {
    return of(arms, 1, 0.03, null, start, end);
  }

  private static Experiment of(
      List<Arm> arms,
      double share,
      double effect,
      @Nullable Baseline baseline,
      long start,
      long end) {
    return new Experiment(
        "e",
        "home",
        List.of("home"),
        share,
        arms,
        Metric.CONVERSION,
        List.of(Metric.REVENUE),
        effect,
        0.05,
        0.8,
        start,
        end,
        baseline);
  }
}
