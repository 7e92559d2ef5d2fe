package io.limpet.trainer.predict;

import io.limpet.core.prediction.BgNbd;
import io.limpet.core.prediction.Buying;
import io.limpet.core.prediction.GammaGamma;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The likeliest parameters of the probability models of buying. */
final class BuyingFit {
  /** Beyond these logarithms of a parameter nothing is likely. */
  private static final double FARTHEST = 15;

  private static final double UNLIKELY = 1e12;

  private BuyingFit() {}

  static Buying of(List<BgNbd.Customer> customers, List<GammaGamma.Paid> paid) {
    return new Buying(frequency(customers), worth(paid));
  }

  static BgNbd frequency(List<BgNbd.Customer> customers) {
    return bgNbd(
        least(
            x -> {
              BgNbd model = bgNbd(x);
              return customers.stream().mapToDouble(of -> -logLikelihood(model, of)).sum();
            },
            new double[] {0, 2, 0, 0}));
  }

  static GammaGamma worth(List<GammaGamma.Paid> paid) {
    return gammaGamma(
        least(
            x -> {
              GammaGamma model = gammaGamma(x);
              return paid.stream().mapToDouble(of -> -logLikelihood(model, of)).sum();
            },
            new double[] {1, 1, 3}));
  }

  private static double[] least(ToDoubleFunction<double[]> loss, double[] begin) {
    return Simplex.least(
        x -> {
          for (double of : x) {
            if (Math.abs(of) > FARTHEST) {
              return UNLIKELY;
            }
          }
          double sum = loss.applyAsDouble(x);
          return Double.isNaN(sum) ? UNLIKELY : sum;
        },
        begin);
  }

  private static BgNbd bgNbd(double[] logs) {
    return new BgNbd(Math.exp(logs[0]), Math.exp(logs[1]), Math.exp(logs[2]), Math.exp(logs[3]));
  }

  private static GammaGamma gammaGamma(double[] logs) {
    return new GammaGamma(Math.exp(logs[0]), Math.exp(logs[1]), Math.exp(logs[2]));
  }

  /** Equation 6 of the paper of BG/NBD, of one customer. */
  static double logLikelihood(BgNbd of, BgNbd.Customer customer) {
    int x = customer.repeats();
    double begin =
        LogGamma.of(of.r() + x)
            - LogGamma.of(of.r())
            + of.r() * Math.log(of.alpha())
            + LogGamma.beta(of.a(), of.b() + x)
            - LogGamma.beta(of.a(), of.b());
    double alive = -(of.r() + x) * Math.log(of.alpha() + customer.age());
    if (x == 0) {
      return begin + alive;
    }
    double lost =
        Math.log(of.a())
            - Math.log(of.b() + x - 1)
            - (of.r() + x) * Math.log(of.alpha() + customer.last());
    double most = Math.max(alive, lost);
    return begin + most + Math.log(Math.exp(alive - most) + Math.exp(lost - most));
  }

  /** Equation 1a of the note on gamma-gamma, of one customer. */
  static double logLikelihood(GammaGamma of, GammaGamma.Paid paid) {
    double px = of.p() * paid.purchases();
    return LogGamma.of(px + of.q())
        - LogGamma.of(px)
        - LogGamma.of(of.q())
        + of.q() * Math.log(of.gamma())
        + (px - 1) * Math.log(paid.mean())
        + px * Math.log(paid.purchases())
        - (px + of.q()) * Math.log(of.gamma() + paid.purchases() * paid.mean());
  }
}
