package io.limpet.trainer.factor;

import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import java.util.function.ToDoubleFunction;

/**
 * Matrix factorisation of ratings with biases (Koren, Bell and Volinsky, 2009):
 *
 * <pre>
 *   r(u, i) = mu + b(u) + b(i) + u.i + noise
 *   loss    = (rating - r(u, i))^2 / 2 + ridge (b(u)^2 + b(i)^2 + |u|^2 + |i|^2) / 2
 * </pre>
 *
 * by stochastic gradient descent over the ratings of {@link Ratings}: those that were given, or,
 * where there are none to speak of, strengths, and zeros drawn among the pairs without an event, as
 * otherwise there would be nothing to tell good from bad. One in twenty ratings is held out and
 * never learned from; the root mean squared error on them is reported, beside those of mu alone and
 * of mu + b(u) + b(i).
 */
public final class Mf implements Model {
  private static final EarlyStop STOP = new EarlyStop(5, 60, 1);

  private final Options options;

  /**
   * Hyper-parameters.
   *
   * @param dimensions d
   * @param learningRate of plain gradient descent, the same throughout
   * @param ridge of every step's vectors and biases
   * @param zeros drawn for each rating in every epoch, where ratings are strengths
   * @param epochs over all ratings
   * @param way how users are made
   */
  public record Options(
      int dimensions, double learningRate, double ridge, int zeros, int epochs, Fold.Way way) {

    /** Koren's range for the rate and the ridge; zeros as for NCF. */
    public static final Options DEFAULT =
        new Options(64, 0.05, 0.02, 4, 30, Fold.Way.ALL.getFirst());

    public Options {
      if (dimensions < 1 || dimensions > 1024 || epochs < 1 || zeros < 0) {
        throw new IllegalArgumentException(
            "dimensions is %d, not in 1 to 1024, or epochs %d, not 1 or more, or zeros %d, below 0"
                .formatted(dimensions, epochs, zeros));
      }
      if (!(learningRate > 0 && learningRate < 1) || !(ridge >= 0 && ridge < 1)) {
        throw new IllegalArgumentException(
            "learningRate is %s, not in (0, 1), or ridge %s, not in [0, 1)"
                .formatted(learningRate, ridge));
      }
    }
  }

  public Mf() {
    this(Options.DEFAULT);
  }

  public Mf(Options options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "mf";
  }

  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    MfTraining training = new MfTraining(set, options);
    EarlyStop.Best<Fold.Way> best =
        STOP.choose("Factorising ratings", training, Fold.Way.ALL, judge, set.progress());
    say(best.trained(), set);
    Options chosen =
        new Options(
            options.dimensions,
            options.learningRate,
            options.ridge,
            options.zeros,
            best.epochs(),
            best.way());
    return new Choice(new Mf(chosen), best.trained(), best.score());
  }

  @Override
  public Recommender train(TrainingSet set) {
    MfTraining training = new MfTraining(set, options);
    EarlyStop.run(training, options.epochs);
    Recommender trained = training.recommender(options.way);
    say(trained, set);
    return trained;
  }

  private static void say(Recommender trained, TrainingSet set) {
    trained.ratingError().ifPresent(error -> set.progress().say("mf: " + error));
  }
}
