package io.limpet.core.feature;

/**
 * A rate of few observations, drawn towards what is usual. Reactions are taken to come by chance
 * (Poisson) at a rate of the item's own, the rates of items to vary as a gamma distribution of mean
 * {@code prior} that is worth {@code strength} observations; then the expected rate, given what was
 * seen, is
 *
 * <pre>
 *   (reactions + prior strength) / (observations + strength)
 * </pre>
 *
 * <p>It is the mean of a beta posterior as well, where each observation has one reaction at most.
 * Observations need not be whole: with impressions weighed by how likely their place is looked at,
 * it is the smoothed ratio of clicks over expected clicks (Zhang and Jones, WWW 2007).
 *
 * @param prior the usual rate, above 0
 * @param strength observations that it is worth, above 0
 */
public record Smoothing(double prior, double strength) {
  /** Clicks of impressions on the first place. */
  public static final Smoothing CLICKS = new Smoothing(0.05, 50);

  /** Baskets of views: the ranker's own prior. */
  public static final Smoothing CARTS = new Smoothing(0.05, 50);

  /** Purchases of views: the ranker's own prior. */
  public static final Smoothing PURCHASES = new Smoothing(0.02, 50);

  /** Pieces given back of pieces bought. */
  public static final Smoothing RETURNS = new Smoothing(0.05, 20);

  public Smoothing {
    if (!(prior > 0) || !(strength > 0)) {
      throw new IllegalArgumentException(
          "a prior of %s worth %s observations; give both above 0".formatted(prior, strength));
    }
  }

  /** The expected rate. */
  public double rate(double reactions, double observations) {
    return (reactions + prior * strength) / (observations + strength);
  }
}
