package io.limpet.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NegativeBinomialTest {
  /** A Poisson count whose rate is gamma distributed is negative binomial: draws of that. */
  @ParameterizedTest
  @CsvSource({"0.3,1.2", "4,4", "6,40", "150,3000", "900,40000"})
  void isWhatDrawsAre(double mean, double variance) {
    var random = new Random(7);
    int draws = 40_000;
    double[] counts = new double[draws];
    double shape = variance > mean ? mean * mean / (variance - mean) : Double.POSITIVE_INFINITY;
    for (int i = 0; i < draws; i++) {
      double rate = Double.isInfinite(shape) ? mean : gamma(shape, random) * mean / shape;
      counts[i] = poisson(rate, random);
    }
    double[] quantiles = NegativeBinomial.quantiles(mean, variance);
    for (int k = 0; k < quantiles.length; k++) {
      double slack = mean > NegativeBinomial.EXACT ? 0.02 * mean : 0;
      double least = quantiles[k] - slack;
      double most = quantiles[k] + slack;
      double below = java.util.Arrays.stream(counts).filter(c -> c < least).count();
      double upTo = java.util.Arrays.stream(counts).filter(c -> c <= most).count();
      assertThat(below / draws).as("level %s", Quantiles.level(k)).isLessThan(level(k) + 0.01);
      assertThat(upTo / draws).as("level %s", Quantiles.level(k)).isGreaterThan(level(k) - 0.01);
    }
  }

  private static double level(int place) {
    return Quantiles.level(place);
  }

  /** Marsaglia and Tsang's method, with their boost for shapes below 1. */
  private static double gamma(double shape, Random random) {
    if (shape < 1) {
      return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double z = random.nextGaussian();
      double v = Math.pow(1 + c * z, 3);
      if (v > 0 && Math.log(random.nextDouble()) < 0.5 * z * z + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  private static double poisson(double rate, Random random) {
    if (rate > 100) {
      return Math.max(0, Math.rint(rate + Math.sqrt(rate) * random.nextGaussian()));
    }
    double product = random.nextDouble();
    int count = 0;
    while (product > Math.exp(-rate)) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void endsForAnyMeanAndVariance(long seed) {
    var random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      double mean = Math.exp(random.nextDouble() * 22 - 8);
      double variance = mean * Math.exp(random.nextDouble() * 14 - 2);
      double[] quantiles = NegativeBinomial.quantiles(mean, variance);
      assertThat(quantiles).as("mean %s variance %s", mean, variance).isSorted();
      assertThat(quantiles[quantiles.length - 1]).isFinite();
    }
  }

  @Test
  void nothingIsAskedForWhereTheMeanIsZero() {
    assertThat(NegativeBinomial.quantiles(0, 3)).containsOnly(0);
  }
}
