package io.limpet.trainer.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A measure of how well one list answers one question, 0 to 1. The formulas are those of core's
 * {@code Ranking}, read off a bit mask of the ranks that were right; a test holds the two together.
 *
 * @param kind the formula
 * @param k how much of the list counts, 1 to {@link Outcomes#DEPTH}
 */
public record Metric(Kind kind, int k) {
  /** Where reports cut lists. */
  public static final List<Integer> CUTS = List.of(5, 10, 20);

  /** Recall, NDCG and MRR at every cut. */
  public static final List<Metric> ALL =
      CUTS.stream()
          .flatMap(k -> Stream.of(Kind.values()).map(kind -> new Metric(kind, k)))
          .toList();

  /** What models are compared by, NDCG@10. */
  public static final Metric MAIN = new Metric(Kind.NDCG, 10);

  /** Discounts of ranks 1, 2, ... and, one further on, what the ideal list gains with so many. */
  private static final double[] DISCOUNT = new double[Outcomes.DEPTH];

  private static final double[] IDEAL = new double[Outcomes.DEPTH + 1];

  static {
    for (int rank = 1; rank <= Outcomes.DEPTH; rank++) {
      DISCOUNT[rank - 1] = Math.log(2) / Math.log(rank + 1.0);
      IDEAL[rank] = IDEAL[rank - 1] + DISCOUNT[rank - 1];
    }
  }

  /** The formulas. */
  public enum Kind {
    /** Share of what was right that is in the list. */
    RECALL,
    /** Discounted gain against the ideal one (Järvelin and Kekäläinen, 2002). */
    NDCG,
    /** Reciprocal of the rank of the first hit. */
    MRR
  }

  public Metric {
    if (k < 1 || k > Outcomes.DEPTH) {
      throw new IllegalArgumentException("k is " + k + ", not 1 to " + Outcomes.DEPTH);
    }
  }

  /** As in reports and manifests: {@code ndcg@10}. */
  public String label() {
    return kind.name().toLowerCase(Locale.ROOT) + "@" + k;
  }

  /**
   * The measure of one list.
   *
   * @param hits bit r - 1 is set when rank r was right
   * @param relevant how many items would have been right, at least as many as bits are set
   */
  public double of(int hits, int relevant) {
    int counted = hits & ((1 << k) - 1);
    if (counted == 0) {
      return 0;
    }
    return switch (kind) {
      case RECALL -> (double) Integer.bitCount(counted) / relevant;
      case MRR -> 1.0 / (Integer.numberOfTrailingZeros(counted) + 1);
      case NDCG -> {
        double gain = 0;
        for (int left = counted; left != 0; left &= left - 1) {
          gain += DISCOUNT[Integer.numberOfTrailingZeros(left)];
        }
        yield gain / IDEAL[Math.min(k, relevant)];
      }
    };
  }
}
