package io.limpet.trainer.tower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.factor.Likes;
import io.limpet.trainer.factor.UserVectors;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.History;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.UserAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NcfRecommenderTest {
  private static final int PRODUCT = 3;
  private static final int OWN = 4;

  /** None: W [u, i] + b. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void scoresAsTheNetworkDoesOnEveryPair(int layers) {
    Interactions rows = Clusters.interactions(10, 6, 2);
    var random = new SplittableRandom(3);
    float[] table = numbers(rows.items() * (PRODUCT + OWN), random);
    float[] user = numbers(PRODUCT + OWN, random);
    List<Integer> hidden = new ArrayList<>(List.of(5, 4)).subList(0, layers);
    var options = optionsOf(hidden);
    var itemFeatures = ItemRows.of(ContentFeatures.none(Clusters.catalogue()), 6, false);
    var userFeatures =
        new UserFeatures(
            rows,
            Clusters.catalogue(),
            rows.lastMillis() + 1,
            new UserAttributes(List.of(List.of(), List.of(), List.of("x"), List.of("y")), 2),
            5);
    int width = 2 * OWN + userFeatures.columns() + itemFeatures.columns();
    var network = new DenseNetwork(options.shape(width), 7);
    UserVectors fixed =
        (history, to, at) -> {
          System.arraycopy(user, 0, to, at, user.length);
          return true;
        };
    var recommender =
        new NcfRecommender(
            options, Likes.of(rows), table, network, userFeatures, itemFeatures, () -> fixed);
    var history = new History(rows, rows.begin(3), rows.end(3));
    float[][] scores = new float[1][rows.items()];

    recommender.score(List.of(history), scores);

    for (int item : Likes.of(rows).known()) {
      float[] x = new float[width];
      int at = item * (PRODUCT + OWN);
      System.arraycopy(user, PRODUCT, x, 0, OWN);
      userFeatures.write(history, x, OWN);
      System.arraycopy(table, at + PRODUCT, x, OWN + userFeatures.columns(), OWN);
      itemFeatures.copy(item, x, 2 * OWN + userFeatures.columns());
      float expected = network.output(x, 1)[0];
      for (int k = 0; k < PRODUCT; k++) {
        expected += user[k] * table[at + k];
      }
      assertThat(scores[0][item]).as("item %d", item).isCloseTo(expected, within(1e-4f));
    }
  }

  private static Ncf.Options optionsOf(List<Integer> hidden) {
    Ncf.Options d = Ncf.Options.DEFAULT;
    return new Ncf.Options(
        PRODUCT, OWN, 6, hidden, d.learningRate(), d.ridge(), d.zeros(), d.batch(), 1, d.way());
  }

  private static float[] numbers(int size, SplittableRandom random) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
