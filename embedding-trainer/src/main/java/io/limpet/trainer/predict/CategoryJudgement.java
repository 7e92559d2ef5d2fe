package io.limpet.trainer.predict;

import io.limpet.core.prediction.Predicted;
import io.limpet.core.prediction.Predictor;
import io.limpet.trainer.predict.Moments.Example;
import java.util.List;
import java.util.function.Function;

/**
 * How true shares of categories were.
 *
 * @param loss mean cross-entropy
 * @param first share of the examples in which the likeliest category was met
 */
record CategoryJudgement(String name, double loss, double first) {
  private static final double LEAST = 1e-6;

  /**
   * Of any shares.
   *
   * @param examples of which it is known what came next
   * @param shares of the categories, by example
   */
  static CategoryJudgement of(
      String name, List<Example> examples, Function<Example, double[]> shares) {
    double loss = 0;
    double first = 0;
    for (Example example : examples) {
      double[] said = shares.apply(example);
      int most = 0;
      for (int c = 0; c < said.length; c++) {
        loss -= example.share(c) * Math.log(Math.max(LEAST, said[c])) / examples.size();
        most = said[c] > said[most] ? c : most;
      }
      first += example.share(most) > 0 ? 1.0 / examples.size() : 0;
    }
    return new CategoryJudgement(name, loss, first);
  }

  /** Of what a model says. */
  static CategoryJudgement of(String name, Predictor predictor, List<Example> examples) {
    List<String> categories = predictor.categories();
    return of(
        name,
        examples,
        example -> {
          double[] shares = new double[categories.size()];
          for (Predicted.Likely likely : predictor.told(example.x()).categories()) {
            shares[categories.indexOf(likely.category())] = likely.probability();
          }
          return shares;
        });
  }
}
