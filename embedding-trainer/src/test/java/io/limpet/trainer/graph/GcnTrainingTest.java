package io.limpet.trainer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.factor.Fold;
import io.limpet.trainer.factor.Likes;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GcnTrainingTest {
  private static final int DIMENSIONS = 3;
  private static final int LAYERS = 2;
  private final Interactions rows = Clusters.interactions(8, 5, 3);
  private final Likes likes = Likes.of(rows);

  @Test
  void smoothsAsTheMatricesSay() {
    int nodes = rows.users() + rows.items();
    var random = new SplittableRandom(1);
    float[] in = new float[nodes * DIMENSIONS];
    for (int i = 0; i < in.length; i++) {
      in[i] = (float) random.nextGaussian();
    }
    float[] out = new float[in.length];

    new Propagation(likes, LAYERS, DIMENSIONS).mean(in, out);

    double[][] a = adjacency(nodes);
    double[][] layer = new double[nodes][DIMENSIONS];
    double[][] sum = new double[nodes][DIMENSIONS];
    for (int node = 0; node < nodes; node++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        layer[node][d] = in[node * DIMENSIONS + d];
        sum[node][d] = layer[node][d];
      }
    }
    for (int k = 0; k < LAYERS; k++) {
      double[][] next = new double[nodes][DIMENSIONS];
      for (int i = 0; i < nodes; i++) {
        for (int j = 0; j < nodes; j++) {
          for (int d = 0; d < DIMENSIONS; d++) {
            next[i][d] += a[i][j] * layer[j][d];
            sum[i][d] += a[i][j] * layer[j][d];
          }
        }
      }
      layer = next;
    }
    for (int node = 0; node < nodes; node++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        assertThat((double) out[node * DIMENSIONS + d])
            .as("node %d", node)
            .isCloseTo(sum[node][d] / (LAYERS + 1), within(1e-5));
      }
    }
  }

  private double[][] adjacency(int nodes) {
    double[][] a = new double[nodes][nodes];
    for (int user = 0; user < rows.users(); user++) {
      for (int row = rows.begin(user); row < rows.end(user); row++) {
        int item = rows.users() + rows.item(row);
        a[user][item] = 1;
        a[item][user] = 1;
      }
    }
    double[] degrees = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      for (double edge : a[i]) {
        degrees[i] += edge;
      }
    }
    for (int i = 0; i < nodes; i++) {
      for (int j = 0; j < nodes; j++) {
        a[i][j] = a[i][j] == 0 ? 0 : 1 / Math.sqrt(degrees[i] * degrees[j]);
      }
    }
    return a;
  }

  @Test
  void hasTheGradientThatDifferencesShow() {
    var set =
        new TrainingSet(
            rows,
            ContentFeatures.none(Clusters.catalogue()),
            rows.lastMillis() + 1,
            5,
            Progress.SILENT);
    double decay = 0.01;
    var options =
        new LightGcn.Options(DIMENSIONS, LAYERS, 0.01, 64, 64, decay, 1, Fold.Way.ALL.getFirst());
    try (GcnTraining training = new GcnTraining(set, options)) {
      int pairs = likes.size();
      float[] table = training.table();
      for (int i = 0; i < table.length; i++) {
        table[i] *= 10;
      }
      training.gradient(0, pairs);
      float[] gradient = training.tableGradient().clone();
      float step = 0.05f;
      for (int i = 0; i < table.length; i += 3) {
        float was = table[i];
        table[i] = was + step;
        double above = training.gradient(0, pairs) / pairs + decay * table[i] * table[i] / 2;
        table[i] = was - step;
        double below = training.gradient(0, pairs) / pairs + decay * table[i] * table[i] / 2;
        table[i] = was;
        assertThat((double) gradient[i])
            .as("parameter %d", i)
            .isCloseTo((above - below) / (2 * step), within(1e-4));
      }
    }
  }
}
