package io.limpet.core.prediction;

/**
 * Where the heads' outputs are in what the network says: logits of {@link NextAction}s, of the
 * categories, of coming back and of churn, then the correction of the value.
 *
 * @param categories how many the model knows
 */
public record Outputs(int categories) {
  /** First logit of the next action. */
  public int action() {
    return 0;
  }

  /** First logit of the category. */
  public int category() {
    return NextAction.values().length;
  }

  /** Logit of coming back. */
  public int returns() {
    return category() + categories;
  }

  /** Logit of churn. */
  public int churn() {
    return returns() + 1;
  }

  /** What {@link ValueHead} corrects the value by. */
  public int value() {
    return churn() + 1;
  }

  /** How many there are. */
  public int size() {
    return value() + 1;
  }

  /** The logistic function. */
  public static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
