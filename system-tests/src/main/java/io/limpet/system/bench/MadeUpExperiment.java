package io.limpet.system.bench;

import io.limpet.core.experiment.Analysis;
import io.limpet.core.experiment.Analysis.Verdict;
import io.limpet.core.experiment.Arm;
import io.limpet.core.experiment.Baseline;
import io.limpet.core.experiment.Experiment;
import io.limpet.core.experiment.Metric;
import io.limpet.core.experiment.Moments;
import io.limpet.core.experiment.Quantity;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * An experiment with made-up visitors, looked at after each day. Visitors come on a day by chance,
 * and on that day and the days after buy with a probability of their own, so that a visitor's days
 * are not independent of each other; what they did before the experiment comes of the same
 * probability.
 */
final class MadeUpExperiment {
  /** Revenue of a purchase before chance. */
  private static final double BASKET = 30;

  private final int days;
  private final int visitors;
  private final double buying;
  private final double again;
  private final double lift;
  private final boolean hasPast;
  private final Experiment experiment;

  /**
   * @param days that it takes
   * @param visitors of both arms together
   * @param buying mean probability of a visitor to buy, on each day
   * @param again probability that a visitor who came before comes on a day
   * @param lift relative effect on the probability to buy; 0 for none
   * @param hasPast whether anything is known of the days before
   * @param minimumEffect that it is planned for
   */
  MadeUpExperiment(
      Metric metric,
      int days,
      int visitors,
      double buying,
      double again,
      double lift,
      boolean hasPast,
      double minimumEffect,
      @Nullable Baseline baseline) {
    this.days = days;
    this.visitors = visitors;
    this.buying = buying;
    this.again = again;
    this.lift = lift;
    this.hasPast = hasPast;
    this.experiment =
        new Experiment(
            "made-up",
            "home",
            List.of("home"),
            1,
            List.of(new Arm("control", 1, null, null), new Arm("other", 1, null, "g2")),
            metric,
            List.of(),
            minimumEffect,
            0.05,
            0.8,
            0,
            1,
            baseline);
  }

  Experiment experiment() {
    return experiment;
  }

  /**
   * What somebody concludes.
   *
   * @param safeDay the first day, from 1, on which what may be looked at whenever found a
   *     difference; 0 if none did
   * @param better whether it found the other arm better
   * @param onceDay the first day on which the interval for who looks once found one; to look at it
   *     every day is the mistake
   * @param onceAtEnd whether that interval found one at the end, where it may be looked at
   * @param blocked whether the shares of the arms stopped a verdict on any day
   * @param reduction of the variance by CUPED, at the end
   */
  record Outcome(
      int safeDay,
      boolean better,
      int onceDay,
      boolean onceAtEnd,
      boolean blocked,
      double reduction) {}

  /** A visitor so far; what is counted of it changes. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Visitor(int arm, double chance, float[] counted) {}

  /** Runs it once. */
  Outcome run(SplittableRandom random) {
    List<Moments> moments =
        List.of(new Moments(Quantity.DIMENSIONS), new Moments(Quantity.DIMENSIONS));
    Visitor[] known = new Visitor[visitors];
    int there = 0;
    int safeDay = 0;
    boolean better = false;
    int onceDay = 0;
    boolean blocked = false;
    Analysis analysis = Analysis.of(experiment, moments);
    for (int day = 0; day < days; day++) {
      int until = (int) ((long) visitors * (day + 1) / days);
      for (int i = 0; i < until; i++) {
        if (i >= there) {
          known[i] = visitor(random);
          moments.get(known[i].arm()).add(known[i].counted());
        }
        // Who came before comes again now and then.
        if (i >= there || random.nextDouble() < again) {
          visit(known[i], moments.get(known[i].arm()), random);
        }
      }
      there = until;
      analysis = Analysis.of(experiment, moments);
      Verdict verdict = analysis.verdict();
      blocked |= verdict == Verdict.BLOCKED;
      if (safeDay == 0 && (verdict == Verdict.BETTER || verdict == Verdict.WORSE)) {
        safeDay = day + 1;
        better = verdict == Verdict.BETTER;
      }
      if (onceDay == 0 && of(analysis).comparison().pValue() <= experiment.alpha()) {
        onceDay = day + 1;
      }
    }
    Analysis.OfMetric last = of(analysis);
    return new Outcome(
        safeDay,
        better,
        onceDay,
        last.comparison().pValue() <= experiment.alpha(),
        blocked,
        last.reduction());
  }

  private static Analysis.OfMetric of(Analysis analysis) {
    return analysis.arms().get(1).metrics().getFirst();
  }

  private Visitor visitor(SplittableRandom random) {
    int arm = random.nextInt(2);
    // Most are like most, some buy three times as often.
    double keen = random.nextDouble();
    double chance = buying * (keen < 0.2 ? 3 : 0.5);
    float[] counted = new float[Quantity.DIMENSIONS];
    for (int visit = 0; hasPast && visit < 4; visit++) {
      if (random.nextDouble() < chance) {
        counted[Quantity.CONVERTED.before()] = 1;
        counted[Quantity.REVENUE.before()] += basket(random);
      }
    }
    return new Visitor(arm, arm == 1 ? chance * (1 + lift) : chance, counted);
  }

  private static void visit(Visitor visitor, Moments moments, SplittableRandom random) {
    if (random.nextDouble() < visitor.chance()) {
      float[] counted = visitor.counted();
      moments.remove(counted);
      counted[Quantity.CONVERTED.ordinal()] = 1;
      counted[Quantity.PURCHASES.ordinal()]++;
      counted[Quantity.REVENUE.ordinal()] += basket(random);
      moments.add(counted);
    }
  }

  /** What a purchase is worth: log-normal, in quarters. */
  private static float basket(SplittableRandom random) {
    return Math.round(BASKET * Math.exp(0.8 * random.nextGaussian()) * 4) / 4f;
  }
}
