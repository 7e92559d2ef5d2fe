package io.limpet.core.prediction;

/**
 * Where the heads' outputs are in what the network says: logits of {@link NextAction}s, of the
 * categories, of coming back and of churn, then the three numbers of the value.
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

  /** Logit of any value; then the mean of its logarithm, and what makes its deviation. */
  public int value() {
    return churn() + 1;
  }

  /** How many there are. */
  public int size() {
    return value() + 3;
  }

  /** Standard deviation of the logarithm of the value, from what the network says of it. */
  public static double deviation(double output) {
    return Math.min(2, 0.05 + (output > 30 ? output : Math.log1p(Math.exp(output))));
  }

  /**
   * The mean of a value that is zero with some probability and lognormal else (ZILN: Wang, Liu and
   * Miao, "A deep probabilistic model for customer lifetime value prediction", 2019).
   */
  public static double expected(double logit, double mean, double deviation) {
    return sigmoid(logit) * Math.exp(mean + deviation * deviation / 2);
  }

  /** The logistic function. */
  public static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
