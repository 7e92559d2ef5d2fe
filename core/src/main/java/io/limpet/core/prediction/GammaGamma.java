package io.limpet.core.prediction;

/**
 * The gamma-gamma model of what a purchase is worth (Fader and Hardie, "The gamma-gamma model of
 * monetary value", 2013): the values of a customer's purchases are gamma distributed about a mean
 * of his own, and the means of customers about one of all.
 *
 * @param p shape of values
 * @param q shape of the customers' scales
 * @param gamma their scale
 */
public record GammaGamma(double p, double q, double gamma) {
  /**
   * What a customer has paid.
   *
   * @param purchases how many, 1 or more
   * @param mean of what each was worth, above 0
   */
  public record Paid(int purchases, double mean) {}

  /** What the next purchase of a customer is expected to be worth: equation 5. */
  public double expected(Paid paid) {
    int x = paid.purchases();
    return p * (gamma + x * paid.mean()) / Math.max(0.1, p * x + q - 1);
  }
}
