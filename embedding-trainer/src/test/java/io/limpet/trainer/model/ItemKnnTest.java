package io.limpet.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemKnnTest {
  @ParameterizedTest
  @ValueSource(ints = {3, 10, 1000})
  void scoresAsTheFormulaSays(int neighbours) {
    Interactions rows = Clusters.interactions(40, 8, 2);
    long now = rows.lastMillis() + 1;
    var options = new ItemKnn.Options(neighbours, 4, 9, 0.9, 5);
    var set =
        new TrainingSet(rows, ContentFeatures.none(Clusters.catalogue()), now, 1, Progress.SILENT);
    float[][] scores = new float[1][rows.items()];

    new ItemKnn(options)
        .train(set)
        .score(List.of(new History(rows, rows.begin(7), rows.end(7))), scores);

    float[] expected = slow(rows, now, options, 7);
    for (int item = 0; item < rows.items(); item++) {
      assertThat(scores[0][item]).as("item %d", item).isCloseTo(expected[item], within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesTheSettingsThatDoBetterOnValidation(boolean sequencesWin) {
    Interactions rows = Clusters.interactions(40, 8, 2);
    var set =
        new TrainingSet(
            rows,
            ContentFeatures.none(Clusters.catalogue()),
            rows.lastMillis() + 1,
            1,
            Progress.SILENT);
    History history = new History(rows, rows.begin(7), rows.end(7));
    float[][] sequence = scores(new ItemKnn(ItemKnn.Options.SEQUENCE).train(set), history);
    float[][] usual = scores(new ItemKnn().train(set), history);

    Model.Choice choice =
        new ItemKnn()
            .choose(
                set,
                trained ->
                    Arrays.equals(scores(trained, history)[0], sequence[0]) == sequencesWin
                        ? 0.2
                        : 0.1);

    float[][] expected = sequencesWin ? sequence : usual;
    assertThat(choice.score()).isEqualTo(0.2);
    assertThat(scores(choice.trained(), history)[0]).isEqualTo(expected[0]);
    assertThat(scores(choice.model().train(set), history)[0]).isEqualTo(expected[0]);
  }

  private static float[][] scores(Recommender of, History history) {
    float[][] scores = new float[1][history.rows().items()];
    of.score(List.of(history), scores);
    return scores;
  }

  /** Dense and obvious. */
  private static float[] slow(Interactions rows, long now, ItemKnn.Options options, int user) {
    double[][] x = new double[rows.users()][rows.items()];
    for (int u = 0; u < rows.users(); u++) {
      for (int row = rows.begin(u); row < rows.end(u); row++) {
        double days = (now - rows.millis(row)) / 86_400_000.0;
        x[u][rows.item(row)] = Math.sqrt(Math.pow(0.5, days / options.trainingHalfLifeDays()));
      }
    }
    int n = rows.items();
    double[][] like = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        double ii = 0;
        double jj = 0;
        for (double[] of : x) {
          sum += of[i] * of[j];
          ii += of[i] * of[i];
          jj += of[j] * of[j];
        }
        like[i][j] = i == j ? 0 : sum / (Math.sqrt(ii) * Math.sqrt(jj) + options.shrink());
      }
      double[] sorted = like[i].clone();
      Arrays.sort(sorted);
      double least = options.neighbours() >= n ? 0 : sorted[n - options.neighbours()];
      for (int j = 0; j < n; j++) {
        like[i][j] = like[i][j] >= least ? like[i][j] : 0;
      }
    }
    float[] scores = new float[n];
    Set<Integer> seen = new HashSet<>();
    double weight = 1;
    for (int row = rows.end(user) - 1; row >= rows.begin(user); row--) {
      int j = rows.item(row);
      if (seen.size() < options.historyMost() && seen.add(j)) {
        for (int i = 0; i < n; i++) {
          scores[i] += (float) (weight * like[i][j]);
        }
        weight *= options.step();
      }
    }
    return scores;
  }
}
