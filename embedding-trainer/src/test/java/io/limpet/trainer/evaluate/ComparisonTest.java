package io.limpet.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.trainer.Clusters;
import io.limpet.trainer.model.ContentFeatures;
import io.limpet.trainer.model.ItemKnn;
import io.limpet.trainer.model.Model;
import io.limpet.trainer.model.Popularity;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.model.TrainingSet;
import io.limpet.trainer.progress.Progress;
import io.limpet.trainer.read.UserAttributes;
import io.limpet.trainer.split.LeaveOneOut;
import io.limpet.trainer.split.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  /** Guesses, and remembers what it was trained with. */
  private static final class Guess implements Model {
    final List<Long> seeds = new ArrayList<>();

    @Override
    public String name() {
      return "guess";
    }

    @Override
    public Recommender train(TrainingSet set) {
      seeds.add(set.seed());
      return (histories, scores) -> {
        for (int i = 0; i < histories.size(); i++) {
          var random = new SplittableRandom(set.seed() * 1_000 + histories.get(i).to());
          for (int item = 0; item < scores[i].length; item++) {
            scores[i][item] = (float) random.nextDouble();
          }
        }
      };
    }
  }

  private static Comparison compare(Split split, Guess guess, List<Long> seeds) {
    return Comparison.of(
        new Plan(
            split,
            List.of(new Popularity(), new ItemKnn(), guess),
            List.of(Scope.FRESH),
            ContentFeatures.none(Clusters.catalogue()),
            UserAttributes.NONE,
            seeds,
            Optional.empty()),
        Progress.SILENT);
  }

  @Test
  void answersTheTestWithTheModelOfValidationUnlessItLearnsAgain() {
    var all = Clusters.interactions(60, 8, 2);
    Guess once = new Guess();
    Guess twice = new Guess();

    compare(LeaveOneOut.of(all), once, List.of(7L));
    compare(LeaveOneOut.of(all, true), twice, List.of(7L));

    assertThat(once.seeds).containsExactly(7L);
    assertThat(twice.seeds).containsExactly(7L, 7L);
  }

  @Test
  void comparesWithTheBaselineThatDoesBest() {
    Comparison comparison =
        compare(LeaveOneOut.of(Clusters.interactions(200, 12, 7)), new Guess(), List.of(1L));

    List<Row> test = comparison.of("test", Scope.FRESH);
    assertThat(test.get(1).differences()).as("item-knn is the rival").isEmpty();
    assertThat(test.get(0).differences().get("ndcg@10").rival()).isEqualTo("item-knn");
    assertThat(test.get(2).differences().get("ndcg@10").isWorse()).isTrue();
    assertThat(comparison.of("validation", Scope.FRESH))
        .allMatch(row -> row.differences().isEmpty());
  }

  @Test
  void reportsMeanAndDeviationOverSeedsAndTrainsBaselinesOnce() {
    Guess guess = new Guess();
    Comparison comparison =
        compare(LeaveOneOut.of(Clusters.interactions(100, 8, 2)), guess, List.of(1L, 2L, 3L));

    Row row = comparison.of("test", Scope.FRESH).getLast();
    double[] each = row.seeds().values().stream().mapToDouble(Figures::main).toArray();
    double mean = (each[0] + each[1] + each[2]) / 3;
    double variance = 0;
    for (double of : each) {
      variance += (of - mean) * (of - mean) / 2;
    }
    assertThat(guess.seeds).containsExactly(1L, 2L, 3L);
    assertThat(row.figures().main()).isCloseTo(mean, within(1e-12));
    assertThat(row.figures().outcomes().mean(Metric.MAIN)).isCloseTo(mean, within(1e-12));
    assertThat(row.deviation("ndcg@10")).isCloseTo(Math.sqrt(variance), within(1e-12));
    assertThat(comparison.of("test", Scope.FRESH).getFirst().seeds()).hasSize(1);
  }
}
