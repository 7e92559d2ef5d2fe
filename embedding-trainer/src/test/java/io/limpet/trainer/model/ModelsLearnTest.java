package io.limpet.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.evaluate.Evaluator;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.split.LeaveOneOut;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.Split;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every model that learns taste has to do in a shop whose users have one. */
class ModelsLearnTest {
  private static final Interactions ROWS = Clusters.interactions(200, 12, 7);
  private static final Split SPLIT = LeaveOneOut.of(ROWS);
  private static final ContentFeatures CONTENT =
      ContentFeatures.of(Clusters.catalogue(), Clusters.TEXT, Progress.SILENT);

  private static final Map<String, Model.Choice> CHOSEN = new HashMap<>();

  private static TrainingSet set(Part part) {
    return new TrainingSet(
        part.training(), CONTENT, part.training().lastMillis() + 1, 3, Progress.SILENT);
  }

  /** What a model chooses by validation, worked out once. */
  private static Model.Choice chosen(String name) {
    return CHOSEN.computeIfAbsent(
        name,
        model ->
            Models.find(model)
                .orElseThrow()
                .choose(set(SPLIT.validation()), trained -> recall(trained, SPLIT.validation())));
  }

  private static double recall(Recommender recommender, Part part) {
    return new Evaluator(part).evaluate("of", recommender, Scope.FRESH).get("recall@10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"item-knn", "mf", "bpr", "ials", "lightgcn", "ncf", "content"})
  void beatsPopularityByFarAndIsTheSameAgain(String name) {
    Model.Choice choice = chosen(name);
    Part test = SPLIT.test();
    Recommender trained = choice.model().train(set(test));

    assertThat(recall(trained, test))
        .isGreaterThan(2 * recall(new Popularity().train(set(test)), test));
    float[][] scores = new float[1][ROWS.items()];
    float[][] again = new float[1][ROWS.items()];
    List<History> one = List.of(new History(ROWS, ROWS.begin(7), ROWS.end(7)));
    trained.score(one, scores);
    choice.model().train(set(test)).score(one, again);
    assertThat(again[0]).isEqualTo(scores[0]);
  }

  /** Whatever is chosen: here the last way of three, at the looks at which all are tried. */
  @ParameterizedTest
  @ValueSource(strings = {"item-knn", "mf", "bpr", "ials", "lightgcn", "ncf", "content"})
  void learnsAgainExactlyWhatItWasJudgedBy(String name) {
    int[] looks = {0};
    Model.Choice choice =
        Models.find(name)
            .orElseThrow()
            .choose(set(SPLIT.validation()), trained -> looks[0]++ < 3 ? looks[0] : 0);
    float[][] judged = new float[1][ROWS.items()];
    float[][] again = new float[1][ROWS.items()];
    List<History> one = List.of(new History(ROWS, ROWS.begin(7), ROWS.end(7) - 2));

    choice.trained().score(one, judged);
    choice.model().train(set(SPLIT.validation())).score(one, again);

    assertThat(again[0]).isEqualTo(judged[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"item-knn", "mf", "bpr", "ials", "lightgcn", "ncf", "content"})
  void knowsTheTasteOfUsersItHasNotSeen(String name) {
    Model.Choice choice = chosen(name);
    Part strangers = LeaveOneOut.of(Clusters.interactions(100, 6, 99)).test();

    double popularity = recall(new Popularity().train(set(SPLIT.validation())), strangers);
    assertThat(recall(choice.trained(), strangers)).isGreaterThan(2 * popularity);
  }
}
