package io.limpet.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.event.EventType;
import io.limpet.core.metric.Ranking;
import io.limpet.trainer.Clusters;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.read.InteractionsBuilder;
import io.limpet.trainer.split.Case;
import io.limpet.trainer.split.LeaveOneOut;
import io.limpet.trainer.split.Part;
import io.limpet.trainer.split.TemporalSplit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluatorTest {
  /** Scores that look like nothing, but are the same for the same history. */
  private static final Recommender HASH =
      (histories, scores) -> {
        for (int i = 0; i < histories.size(); i++) {
          History of = histories.get(i);
          var random = new SplittableRandom(of.to() * 31L + of.from());
          for (int item = 0; item < scores[i].length; item++) {
            scores[i][item] =
                random.nextInt(6) == 0 ? Recommender.UNKNOWN : (float) random.nextDouble();
          }
        }
      };

  private static Part part(long seed) {
    var random = new SplittableRandom(seed);
    var builder = new InteractionsBuilder();
    for (int i = 0; i < 2_000; i++) {
      builder.add(
          "u" + random.nextInt(60),
          "i" + Math.min(random.nextInt(90), random.nextInt(120)),
          EventType.ofCode(random.nextInt(8)),
          Clusters.BEGIN + random.nextInt(1_000) * 60_000L);
    }
    return TemporalSplit.of(builder.build()).test();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void isWhatSortingEveryListSays(long seed) {
    Part part = part(seed);
    List<Figures> all = new Evaluator(part).evaluate("hash", HASH, List.of(Scope.values()));

    for (Figures figures : all) {
      double[] sums = new double[3];
      int asked = 0;
      for (Case question : part.cases()) {
        Set<Integer> relevant = relevant(part, question, figures.scope());
        if (!relevant.isEmpty()) {
          asked++;
          List<Integer> ranked = ranked(part, question, figures.scope());
          sums[0] += Ranking.ndcg(ranked, relevant, 10);
          sums[1] += Ranking.recall(ranked, relevant, 20);
          sums[2] += Ranking.reciprocalRank(ranked, relevant, 5);
        }
      }
      assertThat(figures.cases()).isEqualTo(asked);
      int count = Math.max(1, asked);
      assertThat(figures.get("ndcg@10"))
          .as("%s, seed %d", figures.scope(), seed)
          .isCloseTo(sums[0] / count, within(1e-12));
      assertThat(figures.get("recall@20")).isCloseTo(sums[1] / count, within(1e-12));
      assertThat(figures.get("mrr@5")).isCloseTo(sums[2] / count, within(1e-12));
    }
  }

  private static Set<Integer> relevant(Part part, Case question, Scope scope) {
    Set<Integer> items = new HashSet<>(scope == Scope.REPEATS ? Set.of() : question.fresh());
    items.addAll(scope == Scope.REPEATS || scope == Scope.ALL ? question.repeats() : Set.of());
    items.removeIf(item -> scope == Scope.COLD && part.training().met()[item]);
    return items;
  }

  private static List<Integer> ranked(Part part, Case question, Scope scope) {
    Set<Integer> history = new HashSet<>();
    for (int row = question.from(); row < question.to(); row++) {
      if (part.whole().isInterest(row)) {
        history.add(part.whole().item(row));
      }
    }
    float[][] scores = new float[1][part.whole().items()];
    HASH.score(List.of(new History(part.whole(), question.from(), question.to())), scores);
    boolean[] met = part.training().met();
    return IntStream.range(0, scores[0].length)
        .filter(
            item ->
                switch (scope) {
                  case FRESH -> !history.contains(item);
                  case REPEATS -> history.contains(item);
                  case COLD -> !met[item];
                  case ALL -> true;
                })
        .filter(item -> scores[0][item] > Recommender.UNKNOWN)
        .boxed()
        .sorted((a, b) -> Float.compare(scores[0][b], scores[0][a]))
        .toList();
  }

  @Test
  void givesEveryListOfTheFirstScopeAndLeavesScoresAlone() {
    Part part = part(5);
    List<Evaluator.Answer> fresh = new ArrayList<>();
    List<Figures> both =
        new Evaluator(part).evaluate("hash", HASH, List.of(Scope.FRESH, Scope.ALL), fresh::add);

    assertThat(fresh).hasSize(both.getFirst().cases());
    assertThat(both.getLast().metrics())
        .as("the scope before it took nothing away")
        .isEqualTo(new Evaluator(part).evaluate("hash", HASH, Scope.ALL).metrics());
  }

  /** Users of 3, 6 and 25 interactions, each with a last item that many, few or none have. */
  @Test
  void countsCohortsByHistoryAndByHowOftenTheAnswerWasMet() {
    var builder = new InteractionsBuilder();
    for (int user = 0; user < 6; user++) {
      int length = user < 2 ? 3 : user < 4 ? 6 : 25;
      for (int i = 0; i < length - 1; i++) {
        builder.add("u" + user, "often" + i % 2, EventType.PURCHASE, i);
      }
      builder.add("u" + user, user % 2 == 0 ? "new" : "rare", EventType.PURCHASE, length);
    }
    builder.add("x", "rare", EventType.PURCHASE, 0);
    Interactions all = builder.build();
    int rare = all.itemIds().indexOf("rare");
    Recommender sayRare =
        (histories, scores) ->
            Arrays.stream(scores)
                .forEach(
                    of -> {
                      Arrays.fill(of, Recommender.UNKNOWN);
                      of[rare] = 1;
                    });

    Figures figures =
        new Evaluator(LeaveOneOut.of(all).test()).evaluate("rare", sayRare, Scope.FRESH);

    assertThat(figures.cohorts())
        .filteredOn(of -> of.outcomes().size() > 0)
        .extracting(
            of ->
                of.family()
                    + " "
                    + of.label()
                    + " "
                    + of.outcomes().size()
                    + " "
                    + of.outcomes().mean(Metric.MAIN))
        .containsExactly(
            "HISTORY 2-4 2 0.5",
            "HISTORY 5-9 2 0.5",
            "HISTORY 20+ 2 0.5",
            "ITEM cold 3 0.0",
            "ITEM 1-4 3 1.0");
  }

  @Test
  void namesEveryGroup() {
    assertThat(IntStream.of(1, 2, 4, 5, 19, 20, 900).mapToObj(n -> name(Cohort.Family.HISTORY, n)))
        .containsExactly("1", "2-4", "2-4", "5-9", "10-19", "20+", "20+");
    assertThat(IntStream.of(0, 1, 4, 5, 19, 20).mapToObj(n -> name(Cohort.Family.ITEM, n)))
        .containsExactly("cold", "1-4", "1-4", "5-19", "5-19", "20+");
  }

  private static String name(Cohort.Family family, int interactions) {
    return family.label(family.group(interactions));
  }
}
