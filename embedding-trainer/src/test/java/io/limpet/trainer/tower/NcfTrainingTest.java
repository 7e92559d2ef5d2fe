package io.limpet.trainer.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.factor.Fold;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import java.util.List;
import org.junit.jupiter.api.Test;

class NcfTrainingTest {
  private static final int[] USERS = {1, 1, 2, 2, 3, 3};
  private static final int[] ITEMS = {7, 9, 12, 3, 30, 31};
  private final Interactions rows = Clusters.interactions(6, 5, 2);

  /** Without a hidden layer there is no kink in the way of the differences. */
  private NcfTraining training() {
    var set =
        new TrainingSet(
            rows,
            ContentFeatures.none(Clusters.catalogue()),
            rows.lastMillis() + 1,
            5,
            Progress.SILENT);
    var options = new Ncf.Options(3, 2, 4, List.of(), 0.01, 0, 1, 64, 1, Fold.Way.ALL.getFirst());
    return new NcfTraining(set, options);
  }

  /** A training each, as the network has moved after one. */
  private double loss(int parameter, float by) {
    NcfTraining training = training();
    training.users()[parameter] += by;
    return training.slope(USERS, ITEMS, 2) / USERS.length;
  }

  @Test
  void hasTheGradientThatDifferencesShow() {
    NcfTraining training = training();
    training.slope(USERS, ITEMS, 2);
    float[] slope = training.userSlope().clone();

    float step = 0.05f;
    for (int i = 5; i < 20; i++) {
      assertThat((double) slope[i])
          .as("parameter %d", i)
          .isCloseTo((loss(i, step) - loss(i, -step)) / (2 * step), within(1e-4));
    }
    assertThat(slope[0]).as("of a user who was not in the step").isZero();
  }
}
