package io.limpet.trainer.tower;

import io.limpet.trainer.model.EarlyStop;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Recommends by what items say of themselves, so that an item nobody has touched is as easy to find
 * as any other: a DL4J network turns the {@link ItemRows} of an item into an input and a vector,
 *
 * <pre>
 *   user     = sum over the items j of the history of w(j) input(j) / sum of w(j)
 *   score(i) = user . vector(i),  w(j) = step^(how many later items there are) sqrt(strength)
 * </pre>
 *
 * trained with the cross-entropy of a sampled softmax on what users took up next. No item has a
 * parameter of its own, no bias either: that would set those with a past apart from those without.
 */
public final class Content implements Model {
  private static final EarlyStop STOP = new EarlyStop(1, 10, 2);

  /** Ways of weighing the past that are tried on validation. */
  private static final List<Double> STEPS = List.of(1.0, 0.8, 0.6);

  private final Options options;

  /**
   * Hyper-parameters.
   *
   * @param dimensions d, of inputs and vectors
   * @param hidden floats of a hidden layer, 0 for none
   * @param tokens floats that categories, brand and attributes are turned into
   * @param learningRate of Adam
   * @param l2 weight decay of the network
   * @param dropout share of the features left out in training, in [0, 1)
   * @param batch answers a step
   * @param negatives items drawn beside the answers of a step
   * @param epochs over all answers
   * @param step weight, in training, of an item of the history relative to the next later one, in
   *     (0, 1]
   * @param askedStep the same when the model is asked, which changes nothing of what it learns
   */
  public record Options(
      int dimensions,
      int hidden,
      int tokens,
      double learningRate,
      double l2,
      double dropout,
      int batch,
      int negatives,
      int epochs,
      double step,
      double askedStep) {

    /** One affine layer: it carries over to new items better than a deeper one. */
    public static final Options DEFAULT =
        new Options(64, 0, 128, 0.001, 1e-6, 0.2, 512, 1024, 6, 0.8, 0.8);

    public Options {
      if (dimensions < 1 || hidden < 0 || tokens < 1 || batch < 1 || negatives < 1 || epochs < 1) {
        throw new IllegalArgumentException(
            ("dimensions is %d, tokens %d, batch %d, negatives %d, epochs %d, hidden %d; all but"
                    + " hidden must be 1 or more, and hidden not below 0")
                .formatted(dimensions, tokens, batch, negatives, epochs, hidden));
      }
      if (!(learningRate > 0 && learningRate < 1)) {
        throw new IllegalArgumentException("learningRate is " + learningRate + ", not in (0, 1)");
      }
      if (!(step > 0 && step <= 1) || !(askedStep > 0 && askedStep <= 1)) {
        throw new IllegalArgumentException(
            "step is %s, or askedStep %s, not in (0, 1]".formatted(step, askedStep));
      }
    }

    Options with(int otherEpochs, double otherAskedStep) {
      return new Options(
          dimensions,
          hidden,
          tokens,
          learningRate,
          l2,
          dropout,
          batch,
          negatives,
          otherEpochs,
          step,
          otherAskedStep);
    }

    DenseNetwork.Shape shape(int inputs) {
      List<Integer> sizes =
          hidden == 0 ? List.of(inputs, 2 * dimensions) : List.of(inputs, hidden, 2 * dimensions);
      return new DenseNetwork.Shape(sizes, l2, dropout);
    }
  }

  public Content() {
    this(Options.DEFAULT);
  }

  public Content(Options options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "content";
  }

  @Override
  public boolean needsContent() {
    return true;
  }

  @Override
  public Choice choose(TrainingSet set, ToDoubleFunction<Recommender> judge) {
    EarlyStop.Best<Double> best =
        STOP.choose(
            "Learning from content",
            new ContentTraining(set, options),
            STEPS,
            judge,
            set.progress());
    return new Choice(
        new Content(options.with(best.epochs(), best.way())), best.trained(), best.score());
  }

  @Override
  public Recommender train(TrainingSet set) {
    ContentTraining training = new ContentTraining(set, options);
    EarlyStop.run(training, options.epochs);
    return training.recommender(options.askedStep);
  }
}
