package io.limpet.core.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limpet.core.experiment.Analysis;
import io.limpet.core.experiment.Arm;
import io.limpet.core.experiment.Experiment;
import io.limpet.core.experiment.Metric;
import io.limpet.core.experiment.Moments;
import io.limpet.core.experiment.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tunes simulated shops of which is known what every configuration does. */
class TuningTest {
  private static final int LOOKS = 14;
  private static final int VISITORS = 4_000;
  private static final long DAY = 86_400_000L;

  private static final Tuning TUNING =
      new Tuning(
          "t",
          "home",
          List.of(new Knob("/ranker/purchase", 0, 4, false), new Knob("/ranker/view", 0, 4, false)),
          Metric.CONVERSION,
          List.of(Metric.RETURNED),
          0.05,
          0.05,
          0.05,
          1,
          3,
          10,
          LOOKS * DAY);

  /** A shop: what share of visitors buys and comes back, by the places of both knobs. */
  private interface Shop {
    double buys(double a, double b);

    double returns(double a, double b);
  }

  /** Best at a corner where few come back; where they do, at 0.7 and 0.4. */
  private static final Shop TEMPTING =
      new Shop() {
        @Override
        public double buys(double a, double b) {
          double hill = Math.exp(-((a - 0.7) * (a - 0.7) + (b - 0.4) * (b - 0.4)) / 0.18);
          return 0.05 + 0.03 * hill + (b > 0.75 ? 0.05 : 0);
        }

        @Override
        public double returns(double a, double b) {
          return b > 0.75 ? 0.2 : 0.3;
        }
      };

  private static final Shop FLAT =
      new Shop() {
        @Override
        public double buys(double a, double b) {
          return 0.05;
        }

        @Override
        public double returns(double a, double b) {
          return 0.3;
        }
      };

  private static int of(Random random, double share) {
    double sum =
        VISITORS * share + Math.sqrt(VISITORS * share * (1 - share)) * random.nextGaussian();
    return (int) Math.clamp(Math.rint(sum), 0, VISITORS);
  }

  /** What a day's visitors of a configuration do; buying and coming back independent. */
  private static Moments day(Shop shop, List<Double> point, Random random) {
    double buyers = of(random, shop.buys(point.get(0), point.get(1)));
    double back = of(random, shop.returns(point.get(0), point.get(1)));
    double[] sums = new double[Quantity.DIMENSIONS];
    double[] products = new double[Quantity.DIMENSIONS * (Quantity.DIMENSIONS + 1) / 2];
    int bought = Quantity.CONVERTED.ordinal();
    int returned = Quantity.RETURNED.ordinal();
    sums[bought] = buyers;
    sums[returned] = back;
    products[bought * (bought + 1) / 2 + bought] = buyers;
    products[returned * (returned + 1) / 2 + returned] = back;
    products[returned * (returned + 1) / 2 + bought] = buyers * back / VISITORS;
    return Moments.of(VISITORS, sums, products);
  }

  private record Outcome(List<Double> point, List<List<Double>> used) {}

  private static Outcome run(Shop shop, long seed) {
    var random = new Random(seed);
    List<Double> current = List.of(0.2, 0.2);
    List<List<Double>> used = new ArrayList<>();
    List<Tried> tried = new ArrayList<>(List.of(new Tried(current, 0, 1e-6)));
    double base = 0;
    for (int round = 0; round < TUNING.rounds(); round++) {
      List<List<Double>> points =
          Search.next(tried, current, TUNING.minimumEffect(), TUNING.arms(), seed * 100 + round);
      Experiment experiment = experiment(points.size());
      List<Moments> moments = new ArrayList<>();
      for (int i = 0; i <= points.size(); i++) {
        moments.add(new Moments(Quantity.DIMENSIONS));
      }
      Decision decision = new Decision(Decision.Kind.WAIT, 0, "");
      Analysis analysis = Analysis.of(experiment, moments);
      for (int look = 1; decision.kind() == Decision.Kind.WAIT; look++) {
        moments.getFirst().add(day(shop, current, random));
        for (int i = 0; i < points.size(); i++) {
          moments.get(i + 1).add(day(shop, points.get(i), random));
        }
        analysis = Analysis.of(experiment, moments);
        decision = Decision.of(TUNING, analysis, look == LOOKS);
      }
      List<Tried> learned = Decision.learned(TUNING, analysis, points, base);
      tried.addAll(learned);
      if (decision.kind() == Decision.Kind.MOVE) {
        current = points.get(decision.arm() - 1);
        used.add(current);
        base = learned.get(decision.arm() - 1).value();
      }
    }
    return new Outcome(current, used);
  }

  private static Experiment experiment(int arms) {
    List<Arm> all = new ArrayList<>();
    for (int i = 0; i <= arms; i++) {
      all.add(new Arm("a" + i, 1, null, i == 0 ? null : "g"));
    }
    return new Experiment(
        "e",
        "home",
        List.of("home"),
        1,
        all,
        TUNING.metric(),
        TUNING.guardrails(),
        TUNING.minimumEffect(),
        TUNING.alpha(),
        0.8,
        0,
        1,
        null);
  }

  /** The best of a fine grid that keeps the guardrail. */
  private static double best(Shop shop) {
    double best = 0;
    double least = (1 - TUNING.tolerance()) * shop.returns(0.2, 0.2);
    for (double a = 0; a <= 1; a += 0.01) {
      for (double b = 0; b <= 1; b += 0.01) {
        best = shop.returns(a, b) >= least ? Math.max(best, shop.buys(a, b)) : best;
      }
    }
    return best;
  }

  @Test
  void findsNearlyTheBestThatKeepsTheGuardrailsAndIsNeverBeyondThem() {
    double start = TEMPTING.buys(0.2, 0.2);
    double best = best(TEMPTING);
    double gained = 0;
    int runs = 12;
    for (long seed = 0; seed < runs; seed++) {
      Outcome outcome = run(TEMPTING, seed);
      for (List<Double> point : outcome.used()) {
        assertThat(TEMPTING.returns(point.get(0), point.get(1))).as("seed " + seed).isEqualTo(0.3);
      }
      double end = TEMPTING.buys(outcome.point().get(0), outcome.point().get(1));
      assertThat(end).as("seed " + seed).isGreaterThanOrEqualTo(start);
      gained += (end - start) / (best - start) / runs;
    }
    assertThat(gained).isGreaterThan(0.75);
  }

  @Test
  void stayWhereTheyAreWhenNothingIsBetter() {
    int moved = 0;
    int runs = 30;
    for (long seed = 0; seed < runs; seed++) {
      moved += run(FLAT, seed).used().isEmpty() ? 0 : 1;
    }
    // Ten rounds at 5 % each, looked at every day: 40 % at most of those without an effect.
    assertThat(moved).isLessThan(runs * 4 / 10);
  }

  @Test
  void theSameProposalsComeOutTheSameAndWithinTheKnobs() {
    List<Tried> tried = List.of(new Tried(List.of(0.2, 0.2), 0, 1e-6));
    List<List<Double>> next = Search.next(tried, List.of(0.2, 0.2), 0.05, 5, 7);

    assertThat(next).isEqualTo(Search.next(tried, List.of(0.2, 0.2), 0.05, 5, 7)).hasSize(5);
    assertThat(next)
        .doesNotHaveDuplicates()
        .allMatch(p -> p.stream().allMatch(x -> x >= 0 && x <= 1));
    var whole = new Knob("/sources/new/quota", 5, 60, true);
    assertThat(whole.value(0.5)).isEqualTo(32);
    assertThat(whole.place(200)).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoTuning() {
    assertThatThrownBy(() -> new Knob("ranker", 0, 1, false)).hasMessageContaining("give one like");
    assertThatThrownBy(() -> new Knob("/a", 1, 1, false)).hasMessageContaining("below the high");
    assertThatThrownBy(() -> tuning(List.of(), 3, 0.05)).hasMessageContaining("knobs are 0");
    Knob knob = new Knob("/a", 0, 1, false);
    assertThatThrownBy(() -> tuning(List.of(knob, knob), 3, 0.05)).hasMessageContaining("twice");
    assertThatThrownBy(() -> tuning(List.of(knob), 9, 0.05)).hasMessageContaining("arms is 9");
    assertThatThrownBy(() -> tuning(List.of(knob), 3, 0)).hasMessageContaining("tolerance is 0.0");
  }

  private static Tuning tuning(List<Knob> knobs, int arms, double tolerance) {
    return new Tuning(
        "t", "home", knobs, Metric.CONVERSION, List.of(), tolerance, 0.05, 0.05, 1, arms, 5, DAY);
  }
}
