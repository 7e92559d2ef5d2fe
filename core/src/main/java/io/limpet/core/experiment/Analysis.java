package io.limpet.core.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an experiment has shown so far. The verdict goes by what may be looked at whenever, so that
 * who looks every day is right as often as who looks once.
 *
 * @param verdict what to make of it
 * @param ratio whether the arms have the visitors that they should
 * @param arms one an arm, the control first
 */
public record Analysis(Verdict verdict, SampleRatio ratio, List<OfArm> arms) {
  public Analysis {
    arms = List.copyOf(arms);
  }

  /** What to make of it. */
  public enum Verdict {
    /** The arms do not have their shares of visitors: find out why, nothing here means anything. */
    BLOCKED,
    /** Not enough is known yet. */
    OPEN,
    /** A guardrail of an arm got worse. */
    HARMFUL,
    /** An arm is better than the control. */
    BETTER,
    /** No arm is better, and at least one is worse. */
    WORSE;

    /** As it is written: in small letters. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * An arm.
   *
   * @param arm its name
   * @param visitors that it could matter to
   * @param metrics the primary one, then the guardrails
   */
  public record OfArm(String arm, double visitors, List<OfMetric> metrics) {
    public OfArm {
      metrics = List.copyOf(metrics);
    }
  }

  /**
   * A metric of an arm.
   *
   * @param plain as it is
   * @param adjusted by what visitors did before
   * @param reduction share of the variance that this took out
   * @param comparison with the control, adjusted; of the control with itself
   * @param pValue for who looks whenever, corrected for the number of arms (Holm)
   */
  public record OfMetric(
      Metric metric,
      Estimate plain,
      Estimate adjusted,
      double reduction,
      Comparison comparison,
      double pValue) {}

  /**
   * Analyses.
   *
   * @param moments of each arm, in their order
   */
  public static Analysis of(Experiment experiment, List<Moments> moments) {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(experiment.metric());
    metrics.addAll(experiment.guardrails());
    List<List<OfMetric>> byArm = new ArrayList<>();
    experiment.arms().forEach(arm -> byArm.add(new ArrayList<>()));
    for (Metric metric : metrics) {
      List<OfMetric> of = metric(experiment, metric, moments);
      for (int i = 0; i < of.size(); i++) {
        byArm.get(i).add(of.get(i));
      }
    }
    List<OfArm> arms = new ArrayList<>();
    for (int i = 0; i < byArm.size(); i++) {
      arms.add(new OfArm(experiment.arms().get(i).name(), moments.get(i).count(), byArm.get(i)));
    }
    SampleRatio ratio =
        SampleRatio.of(
            moments.stream().mapToDouble(Moments::count).toArray(), experiment.armShares());
    return new Analysis(verdict(experiment, ratio, arms), ratio, arms);
  }

  private static List<OfMetric> metric(
      Experiment experiment, Metric metric, List<Moments> moments) {
    int compared = moments.size() - 1;
    Estimator.Adjusted adjusted = Estimator.adjusted(metric, moments);
    List<Comparison> comparisons =
        adjusted.arms().stream()
            .map(
                arm ->
                    Comparison.of(
                        adjusted.arms().getFirst(),
                        arm,
                        experiment.alpha() / compared,
                        experiment.minimumEffect()))
            .toList();
    double[] corrected =
        Comparison.holm(comparisons.stream().skip(1).mapToDouble(Comparison::safePValue).toArray());
    List<OfMetric> of = new ArrayList<>();
    for (int i = 0; i < moments.size(); i++) {
      of.add(
          new OfMetric(
              metric,
              Estimator.plain(metric, moments.get(i)),
              adjusted.arms().get(i),
              adjusted.reduction(),
              comparisons.get(i),
              i == 0 ? 1 : corrected[i - 1]));
    }
    return of;
  }

  private static Verdict verdict(Experiment experiment, SampleRatio ratio, List<OfArm> arms) {
    if (ratio.isMismatch()) {
      return Verdict.BLOCKED;
    }
    boolean better = false;
    boolean worse = false;
    for (OfArm arm : arms.subList(1, arms.size())) {
      for (OfMetric of : arm.metrics()) {
        boolean differs = of.pValue() <= experiment.alpha();
        boolean less = differs && of.comparison().difference() < 0;
        if (less && of.metric() != experiment.metric()) {
          return Verdict.HARMFUL;
        }
        if (of.metric() == experiment.metric()) {
          better |= differs && of.comparison().difference() > 0;
          worse |= less;
        }
      }
    }
    return better ? Verdict.BETTER : worse ? Verdict.WORSE : Verdict.OPEN;
  }
}
