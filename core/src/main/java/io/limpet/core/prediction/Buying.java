package io.limpet.core.prediction;

import io.limpet.core.event.EventType;
import io.limpet.core.feature.Counts;
import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.feature.Window;
import io.limpet.core.generation.Tensor;

/**
 * What the probability models of purchases alone expect of a visitor, from the sums that are kept:
 * the network is told it, and learns what it misses.
 *
 * @param frequency how often, times in days
 * @param worth of a purchase
 */
public record Buying(BgNbd frequency, GammaGamma worth) {
  /** Numbers of a row. */
  static final int SIZE = 3;

  private static final double DAY = 86_400_000;
  private static final double LEAST = 0.01;

  /** Writes what is expected within the days of value: purchases, worth of one, both together. */
  void write(UserBehaviour behaviour, long atMillis, float[] row, int at) {
    row[at] = (float) Math.log(LEAST);
    row[at + 1] = row[at];
    row[at + 2] = row[at];
    int orders = (int) behaviour.counts().of(EventType.PURCHASE, Window.EVER, atMillis);
    if (orders == 0) {
      return;
    }
    double first = behaviour.times().firstPurchase() / DAY;
    double last = behaviour.times().lastPurchase() / DAY;
    double paid =
        behaviour.counts().amount(Counts.PAID, Window.EVER, atMillis)
            - behaviour.counts().amount(Counts.REFUNDED, Window.EVER, atMillis);
    double purchases =
        frequency.expected(
            new BgNbd.Customer(orders - 1, last - first, atMillis / DAY - first),
            Predictor.VALUE_DAYS);
    double each = worth.expected(new GammaGamma.Paid(orders, Math.max(LEAST, paid / orders)));
    row[at] = (float) Math.log(LEAST + Math.max(0, purchases));
    row[at + 1] = (float) Math.log(LEAST + Math.max(0, each));
    row[at + 2] = (float) Math.log(LEAST + Math.max(0, purchases * each));
  }

  /** What is expected to be paid, read from the numbers that {@link #write} left at a place. */
  static double value(float[] row, int at) {
    return Math.max(0, Math.exp(row[at + 2]) - LEAST);
  }

  /** The parameters as a generation holds them: r, alpha, a, b; p, q, gamma. */
  public Tensor tensor() {
    return Tensor.of(
        new float[] {
          (float) frequency.r(),
          (float) frequency.alpha(),
          (float) frequency.a(),
          (float) frequency.b(),
          (float) worth.p(),
          (float) worth.q(),
          (float) worth.gamma()
        });
  }

  static Buying of(float[] of) {
    return new Buying(new BgNbd(of[0], of[1], of[2], of[3]), new GammaGamma(of[4], of[5], of[6]));
  }
}
