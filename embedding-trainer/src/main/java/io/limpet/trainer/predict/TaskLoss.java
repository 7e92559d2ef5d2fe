package io.limpet.trainer.predict;

import io.limpet.core.prediction.NextAction;
import io.limpet.core.prediction.Outputs;
import io.limpet.trainer.predict.Moments.Example;

/**
 * The sum of the tasks' losses and its slope: cross-entropy of what is known of an example, and the
 * zero-inflated lognormal's negative log-likelihood of its value (Wang, Liu and Miao, 2019).
 */
final class TaskLoss {
  private final Outputs outputs;

  TaskLoss(int categories) {
    this.outputs = new Outputs(categories);
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
      float[] target = new float[NextAction.values().length];
      target[example.action()] = 1;
      loss += softmax(o, at + outputs.action(), target, weight, slope);
    }
    float[] next = example.next();
    if (next != null && example.knowsCategory(before)) {
      loss += softmax(o, at + outputs.category(), next, weight, slope);
    }
    if (example.knowsReturn(before)) {
      loss += binary(o, at + outputs.returns(), example.returns(), weight, slope);
    }
    if (example.knowsChurn(before)) {
      loss += binary(o, at + outputs.churn(), example.churns(), weight, slope);
    }
    if (example.knowsValue(before)) {
      loss += value(o, at + outputs.value(), example.value(), weight, slope);
    }
    return loss;
  }

  private static double softmax(float[] o, int at, float[] target, double weight, float[] slope) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < target.length; i++) {
      most = Math.max(most, o[at + i]);
    }
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      sum += Math.exp(o[at + i] - most);
    }
    double loss = 0;
    for (int i = 0; i < target.length; i++) {
      double log = o[at + i] - most - Math.log(sum);
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

  private static double value(float[] o, int at, double value, double weight, float[] slope) {
    boolean isAny = value > 0;
    double loss = binary(o, at, isAny, weight, slope);
    if (isAny) {
      double s = Outputs.deviation(o[at + 2]);
      double error = o[at + 1] - Math.log(value);
      slope[at + 1] += (float) (weight * error / (s * s));
      // The deviation is bounded above; where it is, it does not move.
      double moves = s < 2 ? Outputs.sigmoid(o[at + 2]) : 0;
      slope[at + 2] += (float) (weight * moves * (1 / s - error * error / (s * s * s)));
      loss += Math.log(s) + error * error / (2 * s * s);
    }
    return loss;
  }
}
