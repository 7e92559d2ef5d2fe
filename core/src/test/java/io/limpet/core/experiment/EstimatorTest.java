package io.limpet.core.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The moments against twins that go through every visitor. */
class EstimatorTest {
  private static final double NEAR = 1e-9;
  private final SplittableRandom random = new SplittableRandom(20);

  private List<float[]> visitors(int count, double lift) {
    List<float[]> visitors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] visitor = new float[Quantity.DIMENSIONS];
      double keen = random.nextDouble();
      for (int d = 0; d < visitor.length; d++) {
        visitor[d] = (float) Math.floor(4 * keen * random.nextDouble() * lift);
      }
      visitor[Quantity.ANSWERS.ordinal()] = 1 + random.nextInt(3);
      visitor[Quantity.ANSWERS.before()] = 0;
      visitor[Quantity.SESSIONS.ordinal()] = 1 + random.nextInt(3);
      visitors.add(visitor);
    }
    return visitors;
  }

  private static Moments moments(List<float[]> visitors) {
    var moments = new Moments(Quantity.DIMENSIONS);
    visitors.forEach(moments::add);
    return moments;
  }

  private static double mean(List<float[]> visitors, ToDoubleFunction<float[]> of) {
    return visitors.stream().mapToDouble(of).average().orElseThrow();
  }

  private static double covariance(
      List<float[]> visitors, ToDoubleFunction<float[]> a, ToDoubleFunction<float[]> b) {
    double meanA = mean(visitors, a);
    double meanB = mean(visitors, b);
    double sum = 0;
    for (float[] one : visitors) {
      sum += (a.applyAsDouble(one) - meanA) * (b.applyAsDouble(one) - meanB);
    }
    return sum / (visitors.size() - 1);
  }

  /** What of each visitor the estimate is the mean of, but for a constant. */
  private static ToDoubleFunction<float[]> influence(Metric metric, List<float[]> visitors) {
    int top = metric.numerator().ordinal();
    Quantity under = metric.denominator();
    if (under == null) {
      return one -> one[top];
    }
    double by = mean(visitors, one -> one[under.ordinal()]);
    double ratio = mean(visitors, one -> one[top]) / by;
    return one -> (one[top] - ratio * one[under.ordinal()]) / by;
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void estimatesAsAPassOverAllVisitorsDoes(Metric metric) {
    List<float[]> visitors = visitors(500, 1);
    ToDoubleFunction<float[]> influence = influence(metric, visitors);

    Estimate estimate = Estimator.plain(metric, moments(visitors));

    double top = visitors.stream().mapToDouble(one -> one[metric.numerator().ordinal()]).sum();
    Quantity under = metric.denominator();
    double by =
        under == null
            ? visitors.size()
            : visitors.stream().mapToDouble(one -> one[under.ordinal()]).sum();
    assertThat(estimate.value()).isEqualTo(top / by, within(NEAR));
    assertThat(estimate.variance())
        .isEqualTo(covariance(visitors, influence, influence) / visitors.size(), within(NEAR));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void adjustsAsARegressionOverAllVisitorsDoes(Metric metric) {
    List<List<float[]>> arms = List.of(visitors(400, 1), visitors(600, 1.1));
    List<float[]> all = arms.stream().flatMap(List::stream).toList();
    int top = metric.numerator().before();
    Quantity under = metric.denominator();
    double by = under == null ? 0 : mean(all, one -> one[under.before()]);
    double ratio = by == 0 ? 0 : mean(all, one -> one[top]) / by;
    ToDoubleFunction<float[]> before =
        by == 0 ? one -> one[top] : one -> (one[top] - ratio * one[under.before()]) / by;
    double up = 0;
    double down = 0;
    for (List<float[]> arm : arms) {
      up += (arm.size() - 1) * covariance(arm, influence(metric, arm), before);
      down += (arm.size() - 1) * covariance(arm, before, before);
    }
    double theta = up / down;

    Estimator.Adjusted adjusted =
        Estimator.adjusted(metric, arms.stream().map(EstimatorTest::moments).toList());

    for (int i = 0; i < arms.size(); i++) {
      List<float[]> arm = arms.get(i);
      ToDoubleFunction<float[]> influence = influence(metric, arm);
      ToDoubleFunction<float[]> left =
          one -> influence.applyAsDouble(one) - theta * before.applyAsDouble(one);
      assertThat(adjusted.arms().get(i).value())
          .isEqualTo(
              Estimator.plain(metric, moments(arm)).value()
                  - theta * (mean(arm, before) - mean(all, before)),
              within(NEAR));
      assertThat(adjusted.arms().get(i).variance())
          .isEqualTo(covariance(arm, left, left) / arm.size(), within(NEAR));
    }
    assertThat(adjusted.reduction()).isBetween(0.0, 1.0);
  }

  @Test
  void whatWasTakenOutAgainWasNeverThere() {
    List<float[]> visitors = visitors(50, 1);
    Moments moments = moments(visitors);
    float[] more = visitors(1, 3).getFirst();

    moments.add(more);
    moments.remove(more);

    assertThat(moments).isEqualTo(moments(visitors));
  }

  @Test
  void partsAddUp() {
    List<float[]> visitors = visitors(60, 1);
    Moments parts = moments(visitors.subList(0, 20));

    parts.add(moments(visitors.subList(20, 60)));

    assertThat(parts).isEqualTo(moments(visitors));
    assertThat(Moments.of(parts.count(), parts.sums(), parts.products())).isEqualTo(parts);
  }

  @Test
  void withoutACovariateTheAdjustedIsThePlain() {
    List<Moments> arms = new ArrayList<>();
    for (int arm = 0; arm < 2; arm++) {
      List<float[]> visitors = visitors(100, 1);
      visitors.forEach(one -> one[Quantity.REVENUE.before()] = 0);
      arms.add(moments(visitors));
    }

    Estimator.Adjusted adjusted = Estimator.adjusted(Metric.REVENUE, arms);

    assertThat(adjusted.reduction()).isZero();
    assertThat(adjusted.arms())
        .isEqualTo(arms.stream().map(arm -> Estimator.plain(Metric.REVENUE, arm)).toList());
  }

  @Test
  void nobodyIsNoDifference() {
    Moments nobody = new Moments(Quantity.DIMENSIONS);

    for (Metric metric : Metric.values()) {
      assertThat(Estimator.adjusted(metric, List.of(nobody, nobody)).arms())
          .containsOnly(new Estimate(0, 0, 0));
    }
  }
}
