package io.limpet.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplePlanTest {
  /**
   * Five percent buy, five percent more are to be found: Kohavi's rule of 16 says 121,600 an arm.
   */
  @Test
  void needsWhatTheRuleOfSixteenSays() {
    SamplePlan plan =
        SamplePlan.of(Experiments.two(0.05, new Baseline(0.05, Math.sqrt(0.05 * 0.95), 10_000)));

    assertThat(plan.once() / 2.0).isEqualTo(121_600, within(121_600 * 0.02));
    assertThat(plan.onceDays()).isEqualTo(plan.once() / 10_000.0);
    // To look whenever one likes costs about twice as many.
    assertThat((double) plan.safe() / plan.once()).isBetween(1.8, 2.1);
  }

  @Test
  void smallerSharesAndMoreArmsTakeLonger() {
    Baseline baseline = new Baseline(10, 30, 1_000);
    SamplePlan two = SamplePlan.of(Experiments.two(0.03, baseline));
    SamplePlan three = SamplePlan.of(Experiments.of(1, 0.03, baseline, 1, 1, 1));
    SamplePlan uneven = SamplePlan.of(Experiments.of(1, 0.03, baseline, 9, 1));
    SamplePlan half = SamplePlan.of(Experiments.of(0.5, 0.03, baseline, 1, 1));

    assertThat(three.safe()).isGreaterThan(3 * two.safe() / 2);
    assertThat(uneven.once() / (double) two.once()).isEqualTo((1 / 0.9 + 10) / 4, within(0.001));
    assertThat(half.safe()).isEqualTo(two.safe());
    assertThat(half.safeDays()).isEqualTo(2 * two.safeDays());
  }

  @Test
  void asksForABaseline() {
    assertThatThrownBy(() -> SamplePlan.of(Experiments.two(0.03, null)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("baseline is missing; give mean, deviation and daily_visitors");
  }

  @Test
  void refusesWhatIsNoExperiment() {
    Arm plain = new Arm("control", 1, null, null);
    Arm other = new Arm("other", 1, null, "g2");

    refused("arms", () -> Experiments.of(List.of(plain), 0, 10));
    refused("arms[1].name", () -> Experiments.of(List.of(plain, plain), 0, 10));
    refused("arms[0]", () -> Experiments.of(List.of(other, plain), 0, 10));
    refused("end", () -> Experiments.of(List.of(plain, other), 10, 10));
    refused("share", () -> Experiments.of(1.01, 0.03, null, 1, 1));
    refused("arms[1].weight", () -> Experiments.of(1, 0.03, null, 1, 0));
    refused("minimum_effect", () -> Experiments.of(1, 0, null, 1, 1));
    refused("share", () -> Experiment.holdout("h", 0.6, Metric.REVENUE, 0, 10));
  }

  private static void refused(String field, Runnable made) {
    assertThatThrownBy(made::run)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.field()).isEqualTo(field);
              assertThat(refusal.getMessage()).contains(";").startsWith(field);
            });
  }
}
