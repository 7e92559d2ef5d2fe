package io.limpet.trainer.factor;

import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import java.util.function.ToDoubleFunction;

/**
 * Bayesian personalised ranking (Rendle et al., 2009): what a user took up scores higher than what
 * the user did not.
 *
 * <pre>
 *   score(u, i) = u.i + b(i)
 *   loss        = -log sigma(score(u, i) - score(u, j)) + ridge (|u|^2 + |i|^2 + |j|^2) / 2
 * </pre>
 *
 * over pairs (u, i) and items j that u did not take up, both drawn evenly, by stochastic gradient
 * descent.
 */
public final class Bpr implements Model {
  private static final EarlyStop STOP = new EarlyStop(40, 320, 1);

  private final Options options;

  /**
   * Hyper-parameters.
   *
   * @param dimensions d
   * @param learningRate of plain gradient descent, the same throughout
   * @param ridge lambda of the vectors and biases that a step touches
   * @param epochs as many draws each as there are pairs
   * @param way how users are made
   */
  public record Options(
      int dimensions, double learningRate, double ridge, int epochs, Fold.Way way) {

    /** A rate of .05, as in many re-runs, needs several times the epochs to get as far. */
    public static final Options DEFAULT = new Options(64, 0.2, 0.01, 160, Fold.Way.ALL.getFirst());

    public Options {
      if (dimensions < 1 || dimensions > 1024 || epochs < 1) {
        throw new IllegalArgumentException(
            "dimensions is %d, not in 1 to 1024, or epochs %d, not 1 or more"
                .formatted(dimensions, epochs));
      }
      if (!(learningRate > 0 && learningRate < 1) || !(ridge >= 0 && ridge < 1)) {
        throw new IllegalArgumentException(
            "learningRate is %s, not in (0, 1), or ridge %s, not in [0, 1)"
                .formatted(learningRate, ridge));
      }
    }
  }

  public Bpr() {
    this(Options.DEFAULT);
  }

  public Bpr(Options options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "bpr";
  }

  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    EarlyStop.Best<Fold.Way> best =
        STOP.choose("BPR", new BprTraining(set, options), Fold.Way.ALL, judge, set.progress());
    Options chosen =
        new Options(
            options.dimensions, options.learningRate, options.ridge, best.epochs(), best.way());
    return new Choice(new Bpr(chosen), best.trained(), best.score());
  }

  @Override
  public Recommender train(TrainingSet set) {
    BprTraining training = new BprTraining(set, options);
    EarlyStop.run(training, options.epochs);
    return training.recommender(options.way);
  }
}
