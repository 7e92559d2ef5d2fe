package io.limpet.trainer.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.factor.Likes;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTrainingTest {
  private static final int DIMENSIONS = 3;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void hasTheGradientThatDifferencesShow(long seed) {
    Interactions rows = Clusters.interactions(40, 8, 2);
    var content = ContentFeatures.none(Clusters.catalogue());
    var set = new TrainingSet(rows, content, rows.lastMillis() + 1, seed, Progress.SILENT);
    var options = new Content.Options(DIMENSIONS, 0, 8, 0.001, 0, 0, 512, 1024, 1, 0.8, 0.8);
    ContentTraining training = new ContentTraining(set, options);
    int[] known = Likes.of(rows).known();
    var random = new SplittableRandom(seed);
    // The candidates are all known items in their order; two more rows occur in the past alone.
    float[] out = new float[(known.length + 2) * 2 * DIMENSIONS];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) random.nextGaussian();
    }
    int[] answers = {known[4], known[0], known[9]};
    int[][] pasts = {{1, known.length}, {4}, {known.length + 1, 7, 9}};
    float[][] weights = {{0.7f, 0.3f}, {1}, {0.5f, 0.3f, 0.2f}};
    float[] slope = new float[out.length];

    training.slope(out, slope, answers, pasts, weights);

    float[] ignored = new float[out.length];
    float step = 0.02f;
    for (int i = 0; i < out.length; i++) {
      float was = out[i];
      out[i] = was + step;
      double above = training.slope(out, ignored, answers, pasts, weights) / answers.length;
      out[i] = was - step;
      double below = training.slope(out, ignored, answers, pasts, weights) / answers.length;
      out[i] = was;
      assertThat((double) slope[i])
          .as("seed %d, float %d", seed, i)
          .isCloseTo((above - below) / (2 * step), within(1e-3));
    }
  }
}
