package io.limpet.core.experiment;

/**
 * Whether the arms have the visitors that they should have. If not, something decides who is
 * counted beside chance, and no difference means anything (Fabijan et al., Diagnosing Sample Ratio
 * Mismatch in Online Controlled Experiments, KDD 2019). Pearson's chi-square.
 *
 * @param pValue that the numbers came about by chance
 */
public record SampleRatio(double pValue) {
  /** Below this the verdict is blocked: one in two thousand sound experiments at a look. */
  public static final double LEAST = 0.0005;

  /**
   * Checks.
   *
   * @param visitors of each arm
   * @param shares that each should have, which add up to 1
   */
  public static SampleRatio of(double[] visitors, double[] shares) {
    double all = 0;
    for (double of : visitors) {
      all += of;
    }
    if (all == 0) {
      return new SampleRatio(1);
    }
    double sum = 0;
    for (int i = 0; i < visitors.length; i++) {
      double expected = all * shares[i];
      sum += (visitors[i] - expected) * (visitors[i] - expected) / expected;
    }
    return new SampleRatio(Distributions.chiSquareAbove(sum, visitors.length - 1));
  }

  /** Whether the arms have other shares than they should. */
  public boolean isMismatch() {
    return pValue < LEAST;
  }
}
