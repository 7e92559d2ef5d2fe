package io.limpet.search.recommend;

import java.util.Arrays;
import java.util.List;

/**
 * Thompson sampling (Thompson, 1933) by its probabilities: how likely each of some items is to have
 * the highest rate of reactions, by what is known of them. Drawing an item by these probabilities
 * is what drawing a rate of each and taking the highest would be, and the probability of the item
 * that was drawn is known, which off-policy estimates need.
 *
 * <p>The beta distributions are taken at {@link #POINTS} points, evenly along the logit of the
 * rate, where they are about as wide whether rates are low or high.
 */
final class Thompson {
  private static final int POINTS = 256;
  private static final double LOWEST_LOGIT = -12;
  private static final double HIGHEST_LOGIT = 6;

  /** Logarithms of the rate at each point, and of what is left of 1. */
  private static final double[] LOG_RATES = new double[POINTS];

  private static final double[] LOG_OTHERS = new double[POINTS];

  static {
    for (int p = 0; p < POINTS; p++) {
      double logit = LOWEST_LOGIT + (HIGHEST_LOGIT - LOWEST_LOGIT) * p / (POINTS - 1);
      LOG_RATES[p] = -Math.log1p(Math.exp(-logit));
      LOG_OTHERS[p] = -Math.log1p(Math.exp(logit));
    }
  }

  private Thompson() {}

  /**
   * What is known of an item's rate of reactions.
   *
   * @param positive reactions, with those of the prior; above 0
   * @param negative impressions without, with those of the prior; above 0
   */
  record Beta(double positive, double negative) {}

  /** For each item the probability that its rate is the highest of all; the sum is 1. */
  static double[] probabilities(List<Beta> items) {
    double[][] densities = new double[items.size()][];
    double[][] below = new double[items.size()][POINTS];
    double[] all = new double[POINTS];
    Arrays.fill(all, 1);
    for (int i = 0; i < densities.length; i++) {
      densities[i] = density(items.get(i));
      double sum = 0;
      for (int p = 0; p < POINTS; p++) {
        // Of two at one point either may be the higher.
        below[i][p] = sum + densities[i][p] / 2;
        sum += densities[i][p];
        all[p] *= below[i][p];
      }
    }
    double[] probabilities = new double[densities.length];
    double sum = 0;
    for (int i = 0; i < probabilities.length; i++) {
      for (int p = 0; p < POINTS; p++) {
        if (densities[i][p] > 0) {
          probabilities[i] += densities[i][p] * all[p] / below[i][p];
        }
      }
      sum += probabilities[i];
    }
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /** The density at each point, all together 1. */
  private static double[] density(Beta beta) {
    double[] logs = new double[POINTS];
    double highest = Double.NEGATIVE_INFINITY;
    for (int p = 0; p < POINTS; p++) {
      // Along the logit the exponents are one more than along the rate.
      logs[p] = beta.positive() * LOG_RATES[p] + beta.negative() * LOG_OTHERS[p];
      highest = Math.max(highest, logs[p]);
    }
    double sum = 0;
    for (int p = 0; p < POINTS; p++) {
      logs[p] = Math.exp(logs[p] - highest);
      sum += logs[p];
    }
    for (int p = 0; p < POINTS; p++) {
      logs[p] /= sum;
    }
    return logs;
  }
}
