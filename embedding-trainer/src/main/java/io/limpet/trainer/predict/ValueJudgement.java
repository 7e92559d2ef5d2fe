package io.limpet.trainer.predict;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How true expected values were.
 *
 * @param error mean absolute error
 * @param root root of the mean squared error
 * @param sum of what was expected, by the sum of what came
 * @param gini how well customers are put in order by worth: Gini coefficient of the outcomes in the
 *     predicted order, by that in the right one; 1 is perfect, 0 is chance
 */
record ValueJudgement(String name, double error, double root, double sum, double gini) {
  static ValueJudgement of(String name, double[] expected, double[] came) {
    double error = 0;
    double squares = 0;
    for (int i = 0; i < came.length; i++) {
      double off = expected[i] - came[i];
      error += Math.abs(off) / came.length;
      squares += off * off / came.length;
    }
    return new ValueJudgement(
        name,
        error,
        Math.sqrt(squares),
        Arrays.stream(expected).sum() / Arrays.stream(came).sum(),
        gini(expected, came) / gini(came, came));
  }

  /** Whether it errs less and puts customers in a better order. */
  boolean isBetterThan(ValueJudgement other) {
    return error < other.error && gini > other.gini;
  }

  private static double gini(double[] by, double[] came) {
    int[] order =
        IntStream.range(0, by.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> by[i]).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    double all = Arrays.stream(came).sum();
    double sum = 0;
    double area = 0;
    for (int i : order) {
      sum += came[i];
      area += sum / all / order.length;
    }
    return area - (order.length + 1) / 2.0 / order.length;
  }
}
