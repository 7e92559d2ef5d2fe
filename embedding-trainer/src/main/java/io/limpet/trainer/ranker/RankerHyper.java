package io.limpet.trainer.ranker;

import io.limpet.core.ranking.Feature;
import java.util.Arrays;
import java.util.List;

/**
 * Hyper-parameters of the ranker, with the paper's words where it has any.
 *
 * @param experts how many there are, 1 to 16
 * @param width floats of an expert, 1 to 256
 * @param tower floats of a task's hidden layer, 1 to 256
 * @param learningRate of Adam, in (0, 0.1]
 * @param l2 weight decay, in [0, 0.1]
 * @param dropout share of the mixture left out in training, in [0, 1)
 * @param negatives candidates that were not taken up, drawn for each question and epoch;
 *     calibration undoes what the draw does to probabilities
 * @param batch examples a step
 * @param epochs at most; as many are used as held-out visitors are best with
 * @param folds visitors are divided into, each judged by a ranker that has not learned from it
 * @param features what it looks at
 */
record RankerHyper(
    int experts,
    int width,
    int tower,
    double learningRate,
    double l2,
    double dropout,
    int negatives,
    int batch,
    int epochs,
    int folds,
    List<Feature> features) {

  /** Small: a few thousand visits teach it, and hundreds of candidates go through it an answer. */
  static final RankerHyper DEFAULT =
      new RankerHyper(4, 24, 12, 0.005, 1e-4, 0.1, 24, 512, 8, 3, Arrays.asList(Feature.values()));

  RankerHyper {
    features = List.copyOf(features);
    check("experts", experts, 1, 16);
    check("width", width, 1, 256);
    check("tower", tower, 1, 256);
    check("learningRate", learningRate, Double.MIN_VALUE, 0.1);
    check("l2", l2, 0, 0.1);
    check("dropout", dropout, 0, 0.99);
    check("negatives", negatives, 1, 1_000);
    check("batch", batch, 1, 1 << 16);
    check("epochs", epochs, 1, 1_000);
    check("folds", folds, 2, 20);
    check("number of features", features.size(), 1, Feature.COUNT);
  }

  private static void check(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s is %s, not in [%s, %s]".formatted(name, value, least, most));
    }
  }

  /** The same without the features of a group. */
  RankerHyper without(Feature.Group group) {
    return new RankerHyper(
        experts,
        width,
        tower,
        learningRate,
        l2,
        dropout,
        negatives,
        batch,
        epochs,
        folds,
        features.stream().filter(feature -> feature.group() != group).toList());
  }

  int[] columns() {
    return features.stream().mapToInt(Feature::ordinal).toArray();
  }
}
