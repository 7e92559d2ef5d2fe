package io.limpet.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.experiment.Analysis.Verdict;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AnalysisTest {
  private final SplittableRandom random = new SplittableRandom(9);

  private Moments arm(int visitors, double rate, double revenue) {
    var moments = new Moments(Quantity.DIMENSIONS);
    for (int i = 0; i < visitors; i++) {
      float[] visitor = new float[Quantity.DIMENSIONS];
      visitor[Quantity.CONVERTED.ordinal()] = random.nextDouble() < rate ? 1 : 0;
      visitor[Quantity.REVENUE.ordinal()] = (float) (revenue * random.nextDouble());
      moments.add(visitor);
    }
    return moments;
  }

  private Verdict verdict(Moments... arms) {
    double[] weights = new double[arms.length];
    java.util.Arrays.fill(weights, 1);
    return Analysis.of(Experiments.of(1, 0.1, null, weights), List.of(arms)).verdict();
  }

  @Test
  void saysWhatTheNumbersSay() {
    assertThat(verdict(arm(0, 0, 0), arm(0, 0, 0))).isEqualTo(Verdict.OPEN);
    assertThat(verdict(arm(4_000, 0.2, 10), arm(4_000, 0.2, 10))).isEqualTo(Verdict.OPEN);
    assertThat(verdict(arm(4_000, 0.2, 10), arm(4_000, 0.3, 10))).isEqualTo(Verdict.BETTER);
    assertThat(verdict(arm(4_000, 0.3, 10), arm(4_000, 0.2, 10))).isEqualTo(Verdict.WORSE);
    assertThat(verdict(arm(4_000, 0.2, 10), arm(4_000, 0.3, 8))).isEqualTo(Verdict.HARMFUL);
    assertThat(verdict(arm(4_000, 0.2, 10), arm(4_000, 0.2, 10), arm(4_000, 0.3, 10)))
        .isEqualTo(Verdict.BETTER);
  }

  @Test
  void anArmThatHasNotItsShareOfVisitorsBlocksTheVerdict() {
    assertThat(verdict(arm(4_000, 0.2, 10), arm(4_600, 0.3, 10))).isEqualTo(Verdict.BLOCKED);
  }

  @Test
  void severalArmsAreHeldToMore() {
    Moments control = arm(4_000, 0.2, 10);
    Moments arm = arm(4_000, 0.23, 10);

    double alone =
        Analysis.of(Experiments.of(1, 0.1, null, 1, 1), List.of(control, arm))
            .arms()
            .get(1)
            .metrics()
            .getFirst()
            .pValue();
    double oneOfTwo =
        Analysis.of(
                Experiments.of(1, 0.1, null, 1, 1, 1), List.of(control, arm, arm(4_000, 0.2, 10)))
            .arms()
            .get(1)
            .metrics()
            .getFirst()
            .pValue();

    assertThat(oneOfTwo).isGreaterThan(alone);
  }
}
