package io.limpet.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.experiment.OffPolicy.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OffPolicyTest {
  private static final double[] OLD = {0.7, 0.2, 0.1};
  private static final double[] NEW = {0.1, 0.3, 0.6};

  /** Rewards of three choices, in two kinds of places. */
  private static final double[][] REWARDS = {{0.05, 0.2, 0.5}, {0.3, 0.1, 0.2}};

  private static double truth() {
    double sum = 0;
    for (double[] rewards : REWARDS) {
      for (int a = 0; a < NEW.length; a++) {
        sum += NEW[a] * rewards[a] / REWARDS.length;
      }
    }
    return sum;
  }

  private static List<Choice> log(int count, SplittableRandom random, double modelled) {
    List<Choice> log = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] rewards = REWARDS[random.nextInt(2)];
      double spot = random.nextDouble();
      int chosen = spot < OLD[0] ? 0 : spot < OLD[0] + OLD[1] ? 1 : 2;
      double ofNew = 0;
      for (int a = 0; a < NEW.length; a++) {
        ofNew += NEW[a] * modelled * rewards[a];
      }
      log.add(
          new Choice(
              random.nextDouble() < rewards[chosen] ? 1 : 0,
              OLD[chosen],
              NEW[chosen],
              modelled * rewards[chosen],
              ofNew));
    }
    return log;
  }

  @Test
  void holdTheTruthAsOftenAsTheirErrorsSay() {
    var random = new SplittableRandom(5);
    int[] held = new int[3];
    int logs = 400;
    for (int i = 0; i < logs; i++) {
      List<Choice> log = log(500, random, 1);
      OffPolicy[] all = {OffPolicy.ips(log), OffPolicy.snips(log), OffPolicy.doublyRobust(log)};
      for (int j = 0; j < all.length; j++) {
        held[j] += Math.abs(all[j].value() - truth()) < 1.96 * all[j].error() ? 1 : 0;
      }
    }

    for (int of : held) {
      assertThat((double) of / logs).isBetween(0.91, 0.98);
    }
  }

  @Test
  void doublyRobustIsRightWithAWrongModelAndSharperWithARightOne() {
    var random = new SplittableRandom(6);
    OffPolicy wrong = OffPolicy.doublyRobust(log(200_000, random, 3));
    List<Choice> log = log(20_000, random, 1);

    assertThat(wrong.value()).isEqualTo(truth(), within(4 * wrong.error()));
    assertThat(OffPolicy.doublyRobust(log).error()).isLessThan(OffPolicy.ips(log).error());
  }

  @Test
  void byHand() {
    List<Choice> log =
        List.of(new Choice(1, 0.5, 1, 0, 0), new Choice(3, 0.25, 0.25, 0, 0), choice(0.5, 0));

    // Weights 2, 1 and 0.
    assertThat(OffPolicy.ips(log).value()).isEqualTo(5.0 / 3, within(1e-12));
    assertThat(OffPolicy.snips(log).value()).isEqualTo(5.0 / 3, within(1e-12));
    assertThat(OffPolicy.ips(log).effective()).isEqualTo(9.0 / 5, within(1e-12));
    assertThat(OffPolicy.snips(List.of(choice(0.5, 0))).value()).isZero();
  }

  private static Choice choice(double logged, double wanted) {
    return new Choice(7, logged, wanted, 0, 0);
  }

  @Test
  void whatTheOldWayAlwaysDidIsWorthTheWholeLog() {
    List<Choice> log = List.of(choice(1, 1), choice(1, 1), choice(1, 1));

    assertThat(OffPolicy.ips(log)).isEqualTo(new OffPolicy(7, 0, 3, 3));
  }

  @Test
  void refusesWhatIsNoProbability() {
    assertThatThrownBy(() -> choice(0, 1)).hasMessageContaining("logged propensity is 0.0");
    assertThatThrownBy(() -> choice(1, 1.5)).hasMessageContaining("wanted propensity is 1.5");
  }
}
