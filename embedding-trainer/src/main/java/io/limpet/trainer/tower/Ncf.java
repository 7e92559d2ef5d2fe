package io.limpet.trainer.tower;

import io.limpet.trainer.factor.Fold;
import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Neural collaborative filtering (He et al., 2017), their NeuMF with features of users and items:
 *
 * <pre>
 *   p(u, i) = sigma(g(u).g(i) + mlp[m(u), features(u), m(i), features(i)])
 * </pre>
 *
 * Without hidden layers the second part is W [u, i] + b; with them it is a DL4J network. Trained by
 * cross-entropy against pairs without an event, drawn afresh for every epoch. User features: {@link
 * UserFeatures}; item features: {@link ItemRows} without the text.
 */
public final class Ncf implements Model {
  private static final EarlyStop STOP = new EarlyStop(8, 32, 1);

  private final Options options;

  /**
   * Hyper-parameters.
   *
   * @param product floats of g, whose product counts
   * @param own floats of m, which the network sees
   * @param tokens floats that categories, brand and attributes are turned into, and as many that
   *     attributes of users are, where there are any
   * @param hidden floats of each hidden layer; all pairs go through them when ranking, so few
   * @param learningRate of Adam, of network and vectors
   * @param ridge L2 of the vectors that a step touches and of the network
   * @param zeros pairs without an event drawn for each pair, 4 in the paper
   * @param batch pairs a step, those without an event included
   * @param epochs over all pairs
   * @param way how users are made
   */
  public record Options(
      int product,
      int own,
      int tokens,
      List<Integer> hidden,
      double learningRate,
      double ridge,
      int zeros,
      int batch,
      int epochs,
      Fold.Way way) {

    /** Small enough to rank 12,000 items for 20,000 users in less than a minute. */
    public static final Options DEFAULT =
        new Options(48, 16, 16, List.of(16, 8), 0.005, 1e-6, 4, 4096, 16, Fold.Way.ALL.getFirst());

    public Options {
      hidden = List.copyOf(hidden);
      if (product < 1 || own < 1 || tokens < 1 || zeros < 1 || batch < 1 || epochs < 1) {
        throw new IllegalArgumentException(
            "product is %d, own %d, tokens %d, zeros %d, batch %d, epochs %d; all must be 1 or more"
                .formatted(product, own, tokens, zeros, batch, epochs));
      }
      if (!(learningRate > 0 && learningRate < 1) || !(ridge >= 0 && ridge < 1)) {
        throw new IllegalArgumentException(
            "learningRate is %s, not in (0, 1), or ridge %s, not in [0, 1)"
                .formatted(learningRate, ridge));
      }
    }

    DenseNetwork.Shape shape(int inputs) {
      List<Integer> sizes = new ArrayList<>();
      sizes.add(inputs);
      sizes.addAll(hidden);
      sizes.add(1);
      return new DenseNetwork.Shape(sizes, ridge, 0);
    }
  }

  public Ncf() {
    this(Options.DEFAULT);
  }

  public Ncf(Options options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "ncf";
  }

  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    EarlyStop.Best<Fold.Way> best =
        STOP.choose("NCF", new NcfTraining(set, options), Fold.Way.ALL, judge, set.progress());
    Options chosen =
        new Options(
            options.product,
            options.own,
            options.tokens,
            options.hidden,
            options.learningRate,
            options.ridge,
            options.zeros,
            options.batch,
            best.epochs(),
            best.way());
    return new Choice(new Ncf(chosen), best.trained(), best.score());
  }

  @Override
  public Recommender train(TrainingSet set) {
    NcfTraining training = new NcfTraining(set, options);
    EarlyStop.run(training, options.epochs);
    return training.recommender(options.way);
  }
}
