package io.limpet.core.tuning;

import io.limpet.core.tuning.GaussianProcess.Belief;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Says which configurations to try next, by upper confidence bounds of a {@link GaussianProcess}
 * (Srinivas, Krause, Kakade and Seeger, ICML 2010), several at once by taking each as tried with
 * the value that is thought of it before the next is chosen (GP-BUCB: Desautels, Krause and
 * Burdick, JMLR 15, 2014). The same tried ones and seed give the same: replicas need not agree on
 * it.
 */
public final class Search {
  /** Standard deviations above the mean: what may be good is tried, not only what is thought so. */
  private static final double BONUS = 2;

  /** Configurations that are looked at. */
  private static final int DRAWN = 600;

  /** Nothing is tried that is so near to one of the same round, in the range of a knob. */
  private static final double APART = 0.05;

  private Search() {}

  /**
   * The next.
   *
   * @param start the place in use
   * @param effect the least relative change that is looked for
   * @param count how many
   */
  public static List<List<Double>> next(
      List<Tried> tried, List<Double> start, double effect, int count, long seed) {
    var random = new SplittableRandom(seed);
    List<List<Double>> drawn = new ArrayList<>();
    for (int i = 0; i < DRAWN; i++) {
      List<Double> point = new ArrayList<>();
      for (double place : start) {
        // A third of them near what is in use.
        point.add(
            i % 3 == 0
                ? Math.clamp(place + 0.3 * (random.nextDouble() - 0.5), 0, 1)
                : random.nextDouble());
      }
      drawn.add(point);
    }
    List<Tried> known = new ArrayList<>(tried);
    List<List<Double>> next = new ArrayList<>();
    while (next.size() < count) {
      var process = new GaussianProcess(known, deviation(tried, effect));
      List<Double> best = drawn.getFirst();
      double highest = Double.NEGATIVE_INFINITY;
      for (List<Double> point : drawn) {
        Belief belief = process.at(point);
        double bound = belief.mean() + BONUS * belief.deviation();
        if (bound > highest
            && isApart(point, start)
            && next.stream().allMatch(o -> isApart(point, o))) {
          highest = bound;
          best = point;
        }
      }
      next.add(best);
      known.add(new Tried(best, process.at(best).mean(), 0));
    }
    return next;
  }

  private static boolean isApart(List<Double> a, List<Double> b) {
    for (int i = 0; i < a.size(); i++) {
      if (Math.abs(a.get(i) - b.get(i)) > APART) {
        return true;
      }
    }
    return false;
  }

  /** Of values where nothing was tried: some effects, or as much as those tried differ. */
  private static double deviation(List<Tried> tried, double effect) {
    double squares = 0;
    for (Tried one : tried) {
      squares += one.value() * one.value();
    }
    return Math.max(2 * effect, Math.sqrt(squares / Math.max(1, tried.size())));
  }
}
