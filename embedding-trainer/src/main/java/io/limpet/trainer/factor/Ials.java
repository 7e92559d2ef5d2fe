package io.limpet.trainer.factor;

import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Implicit matrix factorisation by alternating least squares (Hu, Koren and Volinsky, 2008), with
 * what Rendle et al. ("Revisiting the performance of iALS", 2021) found to matter: all unobserved
 * pairs weigh alpha, and a row's ridge grows with how often it occurs. The minimised loss and the
 * solver are {@link IalsSolver}'s; a pair weighs sqrt(strength), scaled to 1 on average.
 *
 * <p>There are no user vectors to look up: whoever is asked about, known or not, is solved for out
 * of the history given.
 */
public final class Ials implements Model {
  private final Options options;

  /**
   * Hyper-parameters.
   *
   * @param dimensions d
   * @param unobserved what all unobserved pairs of a user weigh together relative to the observed
   *     ones of a mean user; alpha = unobserved (mean pairs a user) / items. The alphas that Rendle
   *     et al. found best on three data sets are all 14 to 28 in this measure
   * @param ridge lambda; the ridge of a row is lambda (pairs + alpha size of the other side), their
   *     nu = 1
   * @param epochs of both sides
   * @param step weight of an item of the history relative to the next later one, in (0, 1]
   */
  public record Options(int dimensions, double unobserved, double ridge, int epochs, double step) {

    /** In the middle of what is tried. */
    public static final Options DEFAULT = new Options(128, 15, 0.01, 10, 1);

    public Options {
      if (dimensions < 1 || dimensions > 1024 || epochs < 1) {
        throw new IllegalArgumentException(
            "dimensions is %d, not in 1 to 1024, or epochs %d, not 1 or more"
                .formatted(dimensions, epochs));
      }
      if (!(unobserved > 0) || !(ridge > 0) || !(step > 0 && step <= 1)) {
        throw new IllegalArgumentException(
            "unobserved is %s, ridge %s, step %s; give numbers above 0, and step up to 1"
                .formatted(unobserved, ridge, step));
      }
    }

    Options with(double otherUnobserved, double otherRidge) {
      return new Options(dimensions, otherUnobserved, otherRidge, epochs, step);
    }

    Options with(int otherEpochs, double otherStep) {
      return new Options(dimensions, unobserved, ridge, otherEpochs, otherStep);
    }
  }

  private static final double[] UNOBSERVED = {5, 15, 50};
  private static final double[] RIDGES = {0.003, 0.01, 0.03};
  private static final List<Double> STEPS = List.of(1.0, 0.7);
  private static final EarlyStop STOP = new EarlyStop(5, 20, 1);

  /** Five epochs are enough to see which alpha and ridge will be better. */
  private static final EarlyStop TRIAL = new EarlyStop(5, 5, 1);

  public Ials() {
    this(Options.DEFAULT);
  }

  public Ials(Options options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "ials";
  }

  /** Tries the alphas shortly, with the best of them the ridges, and runs the best to its end. */
  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    List<Choice> tried = new ArrayList<>();
    for (double unobserved : UNOBSERVED) {
      tried.add(choose(TRIAL, options.with(unobserved, options.ridge), set, judge));
    }
    double unobserved = ((Ials) best(tried).model()).options.unobserved;
    for (double ridge : RIDGES) {
      if (ridge != options.ridge) {
        tried.add(choose(TRIAL, options.with(unobserved, ridge), set, judge));
      }
    }
    return choose(STOP, ((Ials) best(tried).model()).options, set, judge);
  }

  private static Choice best(List<Choice> tried) {
    Choice best = tried.getFirst();
    for (Choice choice : tried) {
      best = choice.score() > best.score() ? choice : best;
    }
    return best;
  }

  private static Choice choose(
      EarlyStop stop, Options options, TrainingSet set, ToDoubleFunction<Recommender> judge) {
    EarlyStop.Best<Double> best =
        stop.choose(
            "iALS, unobserved %s, ridge %s".formatted(options.unobserved, options.ridge),
            new IalsTraining(set, options),
            STEPS,
            judge,
            set.progress());
    return new Choice(
        new Ials(options.with(best.epochs(), best.way())), best.trained(), best.score());
  }

  @Override
  public Recommender train(TrainingSet set) {
    IalsTraining training = new IalsTraining(set, options);
    EarlyStop.run(training, options.epochs);
    return training.recommender(options.step);
  }
}
