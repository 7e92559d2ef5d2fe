package io.limpet.trainer.predict;

import io.limpet.core.prediction.CategoryHead;
import io.limpet.core.prediction.NextAction;
import io.limpet.core.prediction.Outputs;
import io.limpet.core.prediction.PredictionInputs;
import io.limpet.core.prediction.ValueHead;
import io.limpet.trainer.predict.Moments.Example;
import java.util.Arrays;

/**
 * The sum of the tasks' losses and its slope: cross-entropy of what is known of an example, and of
 * its value half the deviance of Tweedie's distribution of power 1.5 (compound Poisson and gamma:
 * mostly nothing, else skewed), which is least at the mean:
 *
 * <pre>
 *   2 (sqrt(m) - sqrt(y))^2 / sqrt(m),   m expected, and a hundredth, y came, both in a unit
 * </pre>
 */
final class TaskLoss {
  private static final double LEAST = 0.01;

  private final PredictionInputs inputs;
  private final Outputs outputs;
  private final ValueHead value;
  private final CategoryHead category;
  private final double unit;

  /**
   * @param inputs of the examples
   * @param unit of values, so that their loss is of the size of the others'; above 0
   */
  TaskLoss(PredictionInputs inputs, ValueHead value, CategoryHead category, double unit) {
    this.inputs = inputs;
    this.outputs = new Outputs(inputs.categories().size());
    this.value = value;
    this.category = category;
    this.unit = unit;
  }

  /**
   * The loss of one example; writes its derivative by the outputs times a weight.
   *
   * @param o outputs of all rows
   * @param at where the example's begin
   * @param before what happened from then on is not known
   */
  double add(float[] o, int at, Example example, long before, double weight, float[] slope) {
    double loss = 0;
    if (example.knowsAction(before)) {
      int size = NextAction.values().length;
      float[] target = new float[size];
      target[example.action()] = 1;
      double[] logits = new double[size];
      for (int i = 0; i < size; i++) {
        logits[i] = o[at + outputs.action() + i];
      }
      loss += softmax(logits, target, weight, slope, at + outputs.action());
    }
    float[] next = example.next();
    if (next != null && example.knowsCategory(before)) {
      int from = at + outputs.category();
      loss += softmax(category.logits(example.x(), o, from), next, weight, slope, from);
    }
    if (example.knowsReturn(before)) {
      loss += binary(o, at + outputs.returns(), example.returns(), weight, slope);
    }
    if (example.knowsChurn(before)) {
      loss += binary(o, at + outputs.churn(), example.churns(), weight, slope);
    }
    if (example.knowsValue(before)) {
      loss += value(o, at + outputs.value(), example, weight, slope);
    }
    return loss;
  }

  private static double softmax(
      double[] logits, float[] target, double weight, float[] slope, int at) {
    double most = Arrays.stream(logits).max().orElse(0);
    double sum = Arrays.stream(logits).map(logit -> Math.exp(logit - most)).sum();
    double loss = 0;
    for (int i = 0; i < target.length; i++) {
      double log = logits[i] - most - Math.log(sum);
      loss -= target[i] * log;
      slope[at + i] += (float) (weight * (Math.exp(log) - target[i]));
    }
    return loss;
  }

  private static double binary(float[] o, int at, boolean isHit, double weight, float[] slope) {
    double z = o[at];
    slope[at] += (float) (weight * (Outputs.sigmoid(z) - (isHit ? 1 : 0)));
    double against = isHit ? -z : z;
    return against > 30 ? against : Math.log1p(Math.exp(against));
  }

  private double value(float[] o, int at, Example example, double weight, float[] slope) {
    double expected = value.expected(inputs.bought(example.x()), o[at]) / unit;
    double root = Math.sqrt(expected + LEAST);
    double off = root - Math.sqrt(example.value() / unit);
    double byExpected = (1 - example.value() / unit / root / root) / root;
    slope[at] += (float) (weight * byExpected * expected * ValueHead.slope(o[at]));
    return 2 * off * off / root;
  }
}
