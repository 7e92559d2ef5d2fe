package io.limpet.trainer.predict;

/** The logarithm of the gamma function, by Lanczos' series (g = 7, nine terms): 15 digits. */
final class LogGamma {
  private static final double[] TERMS = {
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private LogGamma() {}

  /** Of a number above 0. */
  static double of(double x) {
    if (x < 0.5) {
      return Math.log(Math.PI / Math.sin(Math.PI * x)) - of(1 - x);
    }
    double sum = TERMS[0];
    for (int i = 1; i < TERMS.length; i++) {
      sum += TERMS[i] / (x - 1 + i);
    }
    double t = x + 6.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }

  /** The logarithm of the beta function. */
  static double beta(double a, double b) {
    return of(a) + of(b) - of(a + b);
  }
}
