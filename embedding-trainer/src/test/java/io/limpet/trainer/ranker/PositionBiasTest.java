package io.limpet.trainer.ranker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.ranking.Ranker;
import io.limpet.core.ranking.Task;
import io.limpet.trainer.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class PositionBiasTest {
  private static final RankerHyper HYPER =
      new RankerHyper(4, 16, 8, 0.005, 1e-4, 0, 24, 256, 3, 2, RankerHyper.DEFAULT.features());

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void findsTheCurveThatClicksWereMadeWith(double steepness) {
    BiasedClicks shop = new BiasedClicks(steepness, 17);
    PositionBias bias = PositionBias.estimate(shop.answers(6_000));
    for (int k = 0; k < BiasedClicks.PAGE; k++) {
      assertThat(bias.examined(k))
          .as("position %d: %s", k, bias)
          .isCloseTo(shop.looked(k), within(0.12));
    }
  }

  @Test
  void rarePositionsAtTheEndCountAsOne() {
    List<ServedAnswer> answers = new ArrayList<>(new BiasedClicks(1, 3).answers(1_000));
    // Only some visitors saw more than three items.
    answers.replaceAll(
        of ->
            of.user() < 50
                ? of
                : new ServedAnswer(
                    of.user(),
                    of.surface(),
                    Arrays.copyOf(of.positions(), 3),
                    Arrays.copyOf(of.rows(), 3),
                    Arrays.copyOf(of.bits(), 3),
                    Arrays.copyOf(of.weights(), 3)));
    PositionBias bias = PositionBias.estimate(answers);
    assertThat(bias.examined(1)).isNotEqualTo(bias.examined(2));
    assertThat(bias.examined(4)).isEqualTo(bias.examined(9)).isEqualTo(bias.examined(999));
  }

  @Test
  void aClickIsWorthAtMostSoMuch() {
    PositionBias bias = PositionBias.estimate(new BiasedClicks(3, 5).answers(6_000));
    assertThat(bias.weight(0)).isEqualTo(1);
    assertThat(bias.weight(BiasedClicks.PAGE - 1)).isEqualTo((float) PositionBias.MOST_WEIGHT);
  }

  @Test
  void withoutAClickEveryPositionIsAlike() {
    List<ServedAnswer> answers = new BiasedClicks(1, 5).answers(10);
    answers.forEach(of -> Arrays.fill(of.bits(), 0));
    assertThat(PositionBias.estimate(answers)).isSameAs(PositionBias.NONE);
    assertThat(PositionBias.estimate(List.of())).isSameAs(PositionBias.NONE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aRankerThatKnowsOfItPutsWhatSuitsBeforeWhatWasOnTop(long seed) {
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    BiasedClicks shop = new BiasedClicks(1, seed);
    List<ServedAnswer> clicks = shop.answers(1_500);
    PositionBias bias = PositionBias.estimate(clicks);
    List<ServedAnswer> weighed = clicks.stream().map(of -> of.weighing(bias)).toList();
    List<float[][]> questions = shop.candidates(300, 30);

    double naive = ndcg(RankerTraining.learn(clicks, HYPER, seed), questions);
    double aware = ndcg(RankerTraining.learn(weighed, HYPER, seed), questions);

    assertThat(aware).as("NDCG@10 by what truly suits").isGreaterThan(naive + 0.01);
  }

  @Test
  void answersThatWereGivenTeachBesideAFewReplayedVisits() {
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    BiasedClicks shop = new BiasedClicks(1, 4);
    Examples few = shop.visits(40, 30);
    List<ServedAnswer> answers = ServedSource.unbiased(shop.answers(800), Progress.SILENT);
    List<float[][]> questions = shop.candidates(300, 30);

    Ranker alone = RankerTraining.fit(few, List.of(), HYPER, 1, Progress.SILENT).ranker();
    Ranker both = RankerTraining.fit(few, answers, HYPER, 1, Progress.SILENT).ranker();

    assertThat(ndcg(both, questions)).isGreaterThan(ndcg(alone, questions) + 0.01);
  }

  /** Mean NDCG@10, what is gained being how well an item suits. */
  private static double ndcg(Ranker ranker, List<float[][]> questions) {
    double sum = 0;
    for (float[][] rows : questions) {
      double[] suits = Arrays.stream(rows).mapToDouble(BiasedClicks::suits).toArray();
      double[] scores =
          Arrays.stream(rows)
              .mapToDouble(row -> ranker.probabilities(row)[Task.VIEW.ordinal()])
              .toArray();
      sum += gain(suits, scores) / gain(suits, suits);
    }
    return sum / questions.size();
  }

  private static double gain(double[] suits, double[] scores) {
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
            .mapToInt(i -> i)
            .toArray();
    double gain = 0;
    for (int rank = 0; rank < 10; rank++) {
      gain += suits[order[rank]] / (Math.log(rank + 2) / Math.log(2));
    }
    return gain;
  }
}
