package io.limpet.trainer.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How true probabilities were.
 *
 * @param examples whose outcome is known
 * @param rate share of those it came true for
 * @param auc that one it came true for is above another, 0.5 is chance
 * @param brier mean square of probability less outcome
 * @param plain the same of the rate in place of every probability
 * @param bins from low to high, as many examples in each
 */
record Judgement(
    int examples, double rate, double auc, double brier, double plain, List<Bin> bins) {
  private static final int BINS = 10;

  /** Mean probability and share it came true for. */
  record Bin(double predicted, double observed) {}

  static Judgement of(double[] probabilities, boolean[] isHit) {
    int size = probabilities.length;
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> probabilities[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double hits = 0;
    double brier = 0;
    for (int i = 0; i < size; i++) {
      double outcome = isHit[i] ? 1 : 0;
      hits += outcome;
      brier += (probabilities[i] - outcome) * (probabilities[i] - outcome) / size;
    }
    double rate = hits / size;
    return new Judgement(
        size,
        rate,
        auc(probabilities, isHit, order),
        brier,
        rate * (1 - rate),
        bins(probabilities, isHit, order));
  }

  /** By ranks, equal ones sharing theirs (Mann and Whitney). */
  private static double auc(double[] p, boolean[] isHit, int[] order) {
    double ranks = 0;
    double hits = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      int among = 0;
      while (to < order.length && p[order[to]] == p[order[from]]) {
        among += isHit[order[to++]] ? 1 : 0;
      }
      ranks += among * (from + 1 + to) / 2.0;
      hits += among;
      from = to;
    }
    return (ranks - hits * (hits + 1) / 2) / (hits * (order.length - hits));
  }

  private static List<Bin> bins(double[] p, boolean[] isHit, int[] order) {
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS && order.length >= BINS; b++) {
      int[] some =
          Arrays.copyOfRange(
              order,
              (int) ((long) order.length * b / BINS),
              (int) ((long) order.length * (b + 1) / BINS));
      bins.add(
          new Bin(
              Arrays.stream(some).mapToDouble(i -> p[i]).average().orElseThrow(),
              Arrays.stream(some).mapToDouble(i -> isHit[i] ? 1 : 0).average().orElseThrow()));
    }
    return bins;
  }

  /** Mean distance of what was predicted and observed over the bins. */
  double calibrationError() {
    return bins.stream()
        .mapToDouble(bin -> Math.abs(bin.predicted() - bin.observed()))
        .average()
        .orElse(Double.NaN);
  }
}
