package io.limpet.trainer.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.prediction.BgNbd;
import io.limpet.core.prediction.GammaGamma;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselinesTest {
  /** What the paper fits to CDNOW. */
  private static final BgNbd CDNOW = new BgNbd(0.243, 4.414, 0.793, 2.426);

  @Test
  void expectsOfCdnowsCustomerWhatTheAuthorsDo() {
    // The worked example of the authors' note on BG/NBD in Excel: 1.226 purchases in 39 weeks.
    var customer = new BgNbd.Customer(2, 30.43, 38.86);
    assertThat(CDNOW.expected(customer, 39)).isCloseTo(1.226, within(0.001));
    // And of their note on the gamma-gamma model: 2 purchases of 22.35 make the next one 24.66.
    var worth = new GammaGamma(6.25, 3.74, 15.44);
    assertThat(worth.expected(new GammaGamma.Paid(2, 22.35))).isCloseTo(24.66, within(0.01));
  }

  @Test
  void theSeriesIsTheIntegral() {
    // Euler's integral, by the midpoint rule.
    for (double[] of : new double[][] {{2.2, 4.4, 6.0, 0.5}, {0.3, 1.5, 3.1, 0.9}}) {
      double a = of[0];
      double b = of[1];
      double c = of[2];
      int steps = 200_000;
      double sum = 0;
      for (int i = 0; i < steps; i++) {
        double t = (i + 0.5) / steps;
        sum += Math.pow(t, b - 1) * Math.pow(1 - t, c - b - 1) * Math.pow(1 - of[3] * t, -a);
      }
      double integral = sum / steps / Math.exp(LogGamma.beta(b, c - b));
      assertThat(BgNbd.hypergeometric(a, b, c, of[3])).isCloseTo(integral, within(1e-3));
    }
  }

  @Test
  void logGammaIsTheLogarithmOfFactorials() {
    double sum = 0;
    for (int n = 1; n < 30; n++) {
      assertThat(LogGamma.of(n)).isCloseTo(sum, within(1e-10));
      sum += Math.log(n);
    }
    assertThat(LogGamma.of(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-12));
  }

  @Test
  void fitsFindWhatCustomersWereMadeWith() {
    Random random = new Random(11);
    List<BgNbd.Customer> customers = new ArrayList<>();
    List<GammaGamma.Paid> paid = new ArrayList<>();
    double bought = 0;
    double expected = 0;
    List<Integer> later = new ArrayList<>();
    for (int i = 0; i < 1_500; i++) {
      // r = 1, alpha = 10 days; a = 1, b = 3; watched for 100 days and 50 more.
      double rate = -Math.log(random.nextDouble()) / 10;
      double lost = 1 - Math.pow(random.nextDouble(), 1.0 / 3);
      double time = 0;
      double last = 0;
      int repeats = 0;
      int after = 0;
      while (random.nextDouble() >= lost) {
        time += -Math.log(random.nextDouble()) / rate;
        if (time > 150) {
          break;
        }
        if (time <= 100) {
          repeats++;
          last = time;
        } else {
          after++;
        }
      }
      customers.add(new BgNbd.Customer(repeats, last, 100));
      later.add(after);
      double mean = 20 / (0.5 + random.nextDouble());
      double sum = 0;
      for (int k = 0; k <= repeats; k++) {
        sum += mean * (0.5 + random.nextDouble());
      }
      paid.add(new GammaGamma.Paid(repeats + 1, sum / (repeats + 1)));
    }
    BgNbd fitted = BuyingFit.frequency(customers);
    double of = 0;
    double own = 0;
    for (int i = 0; i < customers.size(); i++) {
      own += BuyingFit.logLikelihood(new BgNbd(1, 10, 1.0001, 3), customers.get(i));
      of += BuyingFit.logLikelihood(fitted, customers.get(i));
      bought += later.get(i);
      expected += fitted.expected(customers.get(i), 50);
    }
    // Likelier than the truth, as the likeliest is, and right about what came later.
    assertThat(of).isGreaterThan(own - 1e-3);
    assertThat(expected / bought).isBetween(0.8, 1.2);

    GammaGamma worth = BuyingFit.worth(paid);
    double all = worth.p() * worth.gamma() / (worth.q() - 1);
    double mean = paid.stream().mapToDouble(GammaGamma.Paid::mean).average().orElseThrow();
    assertThat(all / mean).isBetween(0.9, 1.1);
  }
}
