package io.limpet.trainer.evaluate;

import io.limpet.core.ranking.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How good a ranker is at questions of visitors it has not learned from.
 *
 * @param part {@code validation} or {@code test}
 * @param recalled NDCG@10 of recall alone over fresh items
 * @param ranked the same of what the ranker makes of it
 * @param difference between both, question by question
 * @param questions how many visits with a fresh item
 * @param tasks how true the probabilities are, in the order of {@link Task}
 */
public record RankingQuality(
    String part,
    double recalled,
    double ranked,
    Difference difference,
    int questions,
    List<OfTask> tasks) {

  /** Reliability is shown in so many bins of as many candidates each. */
  static final int BINS = 10;

  public RankingQuality {
    tasks = List.copyOf(tasks);
  }

  /** What has a ranker of known quality. */
  public interface Known {
    /** Its quality on validation, by visitors left out, or on the test. */
    RankingQuality rankingQuality();
  }

  /**
   * Of a bin of candidates.
   *
   * @param predicted mean probability
   * @param observed share that was fulfilled
   */
  public record Bin(double predicted, double observed, int size) {}

  /**
   * The probabilities of a task.
   *
   * @param candidates whose outcome is known
   * @param hits with which it was fulfilled
   * @param auc that a hit is above another candidate, 0.5 is chance; NaN without hits
   * @param error expected calibration error: mean distance of predicted and observed over the bins
   * @param bins from low to high
   */
  public record OfTask(
      Task task, int candidates, int hits, double auc, double error, List<Bin> bins) {
    public OfTask {
      bins = List.copyOf(bins);
    }

    /** As {@code auc 0.8123, calibration error 0.0012, 1234 of 56789}. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "auc %.4f, calibration error %.4f, %d of %d", auc, error, hits, candidates);
    }

    /**
     * Judges probabilities.
     *
     * @param isHit as many as probabilities
     */
    public static OfTask of(Task task, double[] probabilities, boolean[] isHit) {
      int size = probabilities.length;
      long[] order = new long[size];
      for (int i = 0; i < size; i++) {
        // Probabilities are above 0, so their bits sort as they do; a part of 1e-9 is kept.
        order[i] = (Double.doubleToLongBits(probabilities[i]) & ~0x7fff_ffffL) | i;
      }
      Arrays.sort(order);
      int hits = 0;
      double ranks = 0;
      for (int from = 0; from < size; ) {
        int to = from;
        int among = 0;
        while (to < size && order[to] >>> 31 == order[from] >>> 31) {
          among += isHit[(int) (order[to++] & 0x7fff_ffffL)] ? 1 : 0;
        }
        hits += among;
        ranks += among * (from + to + 1) / 2.0;
        from = to;
      }
      double pairs = (double) hits * (size - hits);
      double auc = (ranks - hits * (hits + 1.0) / 2) / pairs;
      List<Bin> bins = new ArrayList<>();
      double error = 0;
      for (int b = 0; b < BINS && size >= BINS; b++) {
        int from = (int) ((long) size * b / BINS);
        int to = (int) ((long) size * (b + 1) / BINS);
        double predicted = 0;
        double observed = 0;
        for (int i = from; i < to; i++) {
          int at = (int) (order[i] & 0x7fff_ffffL);
          predicted += probabilities[at];
          observed += isHit[at] ? 1 : 0;
        }
        int count = to - from;
        bins.add(new Bin(predicted / count, observed / count, count));
        error += Math.abs(predicted - observed) / size;
      }
      return new OfTask(task, size, hits, pairs == 0 ? Double.NaN : auc, error, bins);
    }
  }

  /** As {@code ndcg@10 0.0600 against 0.0500 of recall alone, difference +0.0100 [...]}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "ndcg@10 %.4f against %.4f of recall alone (%d visits), difference %s",
        ranked,
        recalled,
        questions,
        difference);
  }
}
