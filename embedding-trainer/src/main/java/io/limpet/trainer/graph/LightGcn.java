package io.limpet.trainer.graph;

import io.limpet.trainer.factor.Fold;
import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import java.util.function.ToDoubleFunction;

/**
 * LightGCN (He et al., 2020): vectors of users and items, smoothed over the graph of who took up
 * what by {@link Propagation}, so that users who share no item but a neighbour's taste come near.
 * Trained with the cross-entropy of a sampled softmax over items instead of the paper's pairwise
 * loss, which needs far more epochs (Wu et al., "On the effectiveness of sampled softmax loss for
 * item recommendation", 2022).
 *
 * <p>A user who was not there in training gets what a node does: the sum of its items' layers, each
 * by 1 / sqrt of the item's users. See {@link Fold}.
 */
public final class LightGcn implements Model {
  private static final EarlyStop STOP = new EarlyStop(4, 24, 1);

  private final Options options;

  /**
   * Hyper-parameters.
   *
   * @param dimensions d
   * @param layers K of the paper
   * @param learningRate of Adam
   * @param batch pairs that share a propagation
   * @param negatives items drawn beside the answers of a slice of {@link GcnTraining#SLICE} pairs
   * @param decay weight of half the squares of all vectors before propagation, in the loss of a
   *     pair
   * @param epochs over all pairs
   * @param way how users are made
   */
  public record Options(
      int dimensions,
      int layers,
      double learningRate,
      int batch,
      int negatives,
      double decay,
      int epochs,
      Fold.Way way) {

    /** d and K as in the paper; large steps, as a propagation costs as much as 8,192 pairs. */
    public static final Options DEFAULT =
        new Options(64, 3, 0.01, 8192, 1024, 1e-7, 16, Fold.Way.ALL.getFirst());

    public Options {
      if (dimensions < 1 || dimensions > 1024 || layers < 1 || layers > 8) {
        throw new IllegalArgumentException(
            "dimensions is %d, not in 1 to 1024, or layers %d, not in 1 to 8"
                .formatted(dimensions, layers));
      }
      if (batch < 1 || negatives < 1 || epochs < 1) {
        throw new IllegalArgumentException(
            "batch is %d, negatives %d, epochs %d; all must be 1 or more"
                .formatted(batch, negatives, epochs));
      }
      if (!(learningRate > 0 && learningRate < 1) || !(decay >= 0 && decay < 1)) {
        throw new IllegalArgumentException(
            "learningRate is %s, not in (0, 1), or decay %s, not in [0, 1)"
                .formatted(learningRate, decay));
      }
    }
  }

  public LightGcn() {
    this(Options.DEFAULT);
  }

  public LightGcn(Options options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "lightgcn";
  }

  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    try (GcnTraining training = new GcnTraining(set, options)) {
      EarlyStop.Best<Fold.Way> best =
          STOP.choose("LightGCN", training, Fold.Way.ALL, judge, set.progress());
      Options chosen =
          new Options(
              options.dimensions,
              options.layers,
              options.learningRate,
              options.batch,
              options.negatives,
              options.decay,
              best.epochs(),
              best.way());
      return new Choice(new LightGcn(chosen), best.trained(), best.score());
    }
  }

  @Override
  public Recommender train(TrainingSet set) {
    try (GcnTraining training = new GcnTraining(set, options)) {
      EarlyStop.run(training, options.epochs);
      return training.recommender(options.way);
    }
  }
}
