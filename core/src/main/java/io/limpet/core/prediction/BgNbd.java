package io.limpet.core.prediction;

/**
 * The BG/NBD model of repeat buying (Fader, Hardie and Lee, "Counting your customers the easy way:
 * an alternative to the Pareto/NBD model", Marketing Science 24, 2005): a customer buys at a rate
 * of his own (gamma, r and alpha) until he is lost, which may happen after every purchase (beta, a
 * and b).
 *
 * @param r shape of the rates, above 0
 * @param alpha scale of them, in the unit of time
 * @param a of the beta distribution of being lost
 * @param b of it
 */
public record BgNbd(double r, double alpha, double a, double b) {
  /**
   * What is known of a customer.
   *
   * @param repeats purchases after the first, x
   * @param last time from the first to the last, t_x
   * @param age time from the first until now, T
   */
  public record Customer(int repeats, double last, double age) {}

  /** Purchases expected of a customer in a time from now: equation 10. */
  public double expected(Customer customer, double time) {
    int x = customer.repeats();
    double now = alpha + customer.age();
    // The formula has a hole at a = 1.
    double less = Math.abs(a - 1) < 1e-6 ? 1e-6 : a - 1;
    double gone =
        Math.pow(now / (now + time), r + x)
            * hypergeometric(r + x, b + x, a + b + x - 1, time / (now + time));
    double lost = x == 0 ? 0 : a / (b + x - 1) * Math.pow(now / (alpha + customer.last()), r + x);
    return (a + b + x - 1) / less * (1 - gone) / (1 + lost);
  }

  /** Gauss' 2F1 by its series, for z in [0, 1). */
  public static double hypergeometric(double a, double b, double c, double z) {
    double term = 1;
    double sum = 1;
    for (int n = 0; n < 100_000 && Math.abs(term) > 1e-13 * Math.abs(sum); n++) {
      term *= (a + n) * (b + n) / (c + n) / (n + 1) * z;
      sum += term;
    }
    return sum;
  }
}
