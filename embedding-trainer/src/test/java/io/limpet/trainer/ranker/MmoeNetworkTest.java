package io.limpet.trainer.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.ranking.Feature;
import io.limpet.core.ranking.Ranker;
import io.limpet.core.ranking.Task;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MmoeNetworkTest {
  private static final int ROWS = 512;
  private static final int TASKS = Task.values().length;

  private final SplittableRandom random = new SplittableRandom(7);
  private final float[][] rows = new float[ROWS][Feature.COUNT];
  private final float[][] labels = new float[ROWS][TASKS];
  private final float[][] known = new float[ROWS][TASKS];
  private final float[] mean = new float[Feature.COUNT];
  private final float[] scale = new float[Feature.COUNT];

  MmoeNetworkTest() {
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    for (int i = 0; i < Feature.COUNT; i++) {
      mean[i] = (float) random.nextDouble(-1, 1);
      scale[i] = (float) random.nextDouble(0.5, 2);
    }
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < Feature.COUNT; i++) {
        rows[r][i] = (float) (mean[i] + random.nextGaussian() / scale[i]);
      }
      Arrays.fill(known[r], 1);
      // Views follow the first feature, purchases the product of two others.
      labels[r][Task.VIEW.ordinal()] = rows[r][0] > mean[0] ? 1 : 0;
      labels[r][Task.PURCHASE.ordinal()] =
          (rows[r][1] - mean[1]) * (rows[r][2] - mean[2]) > 0 ? 1 : 0;
    }
  }

  private float[][] inputs() {
    int[] columns = RankerHyper.DEFAULT.columns();
    return Arrays.stream(rows)
        .map(row -> Ranker.inputs(row, columns, mean, scale))
        .toArray(float[][]::new);
  }

  private static float[][] uncalibrated() {
    float[][] platt = new float[TASKS][];
    Arrays.fill(platt, new float[] {1, 0});
    return platt;
  }

  @Test
  void coreComputesWhatWasLearned() {
    MmoeNetwork network = new MmoeNetwork(RankerHyper.DEFAULT, mean, scale, 3);
    for (int step = 0; step < 30; step++) {
      network.fit(inputs(), labels, known);
    }
    float[][] expected = network.output(inputs());
    Ranker ranker = network.ranker(uncalibrated());
    for (int r = 0; r < ROWS; r++) {
      double[] p = ranker.probabilities(rows[r]);
      for (int t = 0; t < TASKS; t++) {
        assertThat(p[t]).isCloseTo(expected[r][t], within(1e-5));
      }
    }
  }

  @Test
  void learnsEachTaskFromItsOwnLabels() {
    MmoeNetwork network = new MmoeNetwork(RankerHyper.DEFAULT, mean, scale, 3);
    for (int step = 0; step < 150; step++) {
      network.fit(inputs(), labels, known);
    }
    float[][] p = network.output(inputs());
    for (Task task : new Task[] {Task.VIEW, Task.PURCHASE}) {
      int right = 0;
      for (int r = 0; r < ROWS; r++) {
        right += (p[r][task.ordinal()] > 0.5) == (labels[r][task.ordinal()] > 0) ? 1 : 0;
      }
      assertThat(right / (double) ROWS).as(task.label()).isGreaterThan(0.9);
    }
  }

  @Test
  void learnsNothingFromUnknownLabels() {
    for (float[] of : known) {
      of[Task.VIEW.ordinal()] = 0;
    }
    MmoeNetwork network = new MmoeNetwork(RankerHyper.DEFAULT, mean, scale, 3);
    for (int step = 0; step < 100; step++) {
      network.fit(inputs(), labels, known);
    }
    float[][] p = network.output(inputs());
    int right = 0;
    for (int r = 0; r < ROWS; r++) {
      right += (p[r][Task.VIEW.ordinal()] > 0.5) == (labels[r][Task.VIEW.ordinal()] > 0) ? 1 : 0;
    }
    assertThat(right / (double) ROWS).isBetween(0.2, 0.8);
  }

  @Test
  void aLabelThatCountsTwiceIsAsGoodAsTwo() {
    RankerHyper h = RankerHyper.DEFAULT;
    RankerHyper steady =
        new RankerHyper(
            h.experts(),
            h.width(),
            h.tower(),
            h.learningRate(),
            h.l2(),
            0,
            h.negatives(),
            h.batch(),
            h.epochs(),
            h.folds(),
            h.features());
    float[][] x = inputs();
    MmoeNetwork twice = new MmoeNetwork(steady, mean, scale, 3);
    MmoeNetwork weighed = new MmoeNetwork(steady, mean, scale, 3);
    float[] one = {1, 1, 1, 1};
    float[] two = {2, 2, 2, 2};
    float[] none = {0, 0, 0, 0};
    for (int step = 0; step < 20; step++) {
      twice.fit(
          new float[][] {x[0], x[0], x[1]},
          new float[][] {labels[0], labels[0], labels[1]},
          new float[][] {one, one, one});
      weighed.fit(
          new float[][] {x[0], x[1], x[2]},
          new float[][] {labels[0], labels[1], labels[2]},
          new float[][] {two, one, none});
    }
    float[][] expected = twice.output(x);
    float[][] p = weighed.output(x);
    for (int r = 0; r < ROWS; r++) {
      for (int t = 0; t < TASKS; t++) {
        assertThat(p[r][t]).isCloseTo(expected[r][t], within(1e-4f));
      }
    }
  }
}
