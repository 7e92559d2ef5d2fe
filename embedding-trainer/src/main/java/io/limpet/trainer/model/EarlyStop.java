package io.limpet.trainer.model;

import io.limpet.trainer.progress.Progress;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Trains until validation gets no better, for models that learn by epochs and can be used in
 * several ways once they have learned.
 *
 * @param every epochs between two looks at validation
 * @param most epochs
 * @param patience looks without a better figure after which to stop
 */
public record EarlyStop(int every, int most, int patience) {

  public EarlyStop {
    if (every < 1 || most < every || patience < 1) {
      throw new IllegalArgumentException(
          "every is %d, most %d, patience %d; give 1 or more, and most not below every"
              .formatted(every, most, patience));
    }
  }

  /**
   * A training under way.
   *
   * @param <W> the ways of using it
   */
  public interface Training<W> {
    /** Sees everything once more. */
    void epoch();

    /** What was learned so far, used in this way; what is learned later does not change it. */
    Recommender recommender(W way);
  }

  /**
   * The best that was seen.
   *
   * @param epochs after which it was
   * @param score of validation
   */
  public record Best<W>(int epochs, W way, Recommender trained, double score) {}

  /**
   * Runs a training to its best. As judging takes its time, all ways are tried only at the looks 1,
   * 2, 4, 8 and so on, and in between the best so far.
   */
  public <W> Best<W> choose(
      String name,
      Training<W> training,
      List<W> ways,
      ToDoubleFunction<Recommender> judge,
      Progress progress) {
    @Nullable Best<W> best = null;
    try (Progress.Step step = progress.begin(name, most)) {
      for (int epoch = every; epoch <= most; epoch += every) {
        run(training, every);
        step.to(epoch);
        int look = epoch / every;
        List<W> tried = best == null || Integer.bitCount(look) == 1 ? ways : List.of(best.way);
        Best<W> now = judged(epoch, training, tried, judge);
        if (best == null || now.score > best.score) {
          best = now;
        } else if (epoch - best.epochs >= patience * every) {
          break;
        }
        step.note("best %.4f after %d epochs, %s".formatted(best.score, best.epochs, best.way));
      }
    }
    return java.util.Objects.requireNonNull(best);
  }

  private static <W> Best<W> judged(
      int epoch, Training<W> training, List<W> ways, ToDoubleFunction<Recommender> judge) {
    @Nullable Best<W> best = null;
    for (W way : ways) {
      Recommender trained = training.recommender(way);
      double score = judge.applyAsDouble(trained);
      if (best == null || score > best.score) {
        best = new Best<>(epoch, way, trained, score);
      }
    }
    return java.util.Objects.requireNonNull(best);
  }

  /** So many epochs more. */
  public static void run(Training<?> training, int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      training.epoch();
    }
  }
}
