package io.limpet.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankingTest {
  @Test
  void measuresAListThatIsKnownByHand() {
    List<String> ranked = List.of("x", "a", "y", "b");
    Set<String> relevant = Set.of("a", "b", "c");

    assertThat(Ranking.recall(ranked, relevant, 4)).isEqualTo(2.0 / 3);
    assertThat(Ranking.recall(ranked, relevant, 2)).isEqualTo(1.0 / 3);
    assertThat(Ranking.precision(ranked, relevant, 4)).isEqualTo(0.5);
    assertThat(Ranking.reciprocalRank(ranked, relevant, 4)).isEqualTo(0.5);
    double gain = 1 / log2(3) + 1 / log2(5);
    double ideal = 1 + 1 / log2(3) + 1 / log2(4);
    assertThat(Ranking.ndcg(ranked, relevant, 4)).isCloseTo(gain / ideal, within(1e-12));
  }

  @Test
  void aPerfectListIsOneAndAnEmptyOneIsZero() {
    List<Integer> ranked = List.of(1, 2, 3);
    Set<Integer> relevant = Set.of(1, 2, 3);

    assertThat(Ranking.ndcg(ranked, relevant, 3)).isCloseTo(1, within(1e-12));
    assertThat(Ranking.ndcg(ranked, relevant, 2)).isCloseTo(1, within(1e-12));
    assertThat(Ranking.recall(ranked, relevant, 10)).isEqualTo(1);
    assertThat(Ranking.ndcg(List.<Integer>of(), relevant, 3)).isZero();
    assertThat(Ranking.recall(ranked, Set.<Integer>of(), 3)).isZero();
    assertThat(Ranking.ndcg(ranked, Set.<Integer>of(), 3)).isZero();
    assertThat(Ranking.reciprocalRank(ranked, Set.of(9), 3)).isZero();
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void agreesWithTheSlowDefinitions(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<Integer> ranked = new ArrayList<>(IntStream.range(0, 50).boxed().toList());
      Collections.shuffle(ranked, random);
      ranked = ranked.subList(0, random.nextInt(51));
      Set<Integer> relevant = new HashSet<>();
      for (int i = 1 + random.nextInt(20); i > 0; i--) {
        relevant.add(random.nextInt(60));
      }
      int k = 1 + random.nextInt(30);

      List<Integer> top = ranked.subList(0, Math.min(k, ranked.size()));
      Set<Integer> hits = new HashSet<>(top);
      hits.retainAll(relevant);
      assertThat(Ranking.recall(ranked, relevant, k))
          .isEqualTo((double) hits.size() / relevant.size());
      assertThat(Ranking.precision(ranked, relevant, k)).isEqualTo((double) hits.size() / k);
      assertThat(Ranking.ndcg(ranked, relevant, k))
          .isCloseTo(slowNdcg(top, relevant, k), within(1e-12));
      double reciprocal =
          top.stream()
              .filter(relevant::contains)
              .findFirst()
              .map(hit -> 1.0 / (top.indexOf(hit) + 1))
              .orElse(0.0);
      assertThat(Ranking.reciprocalRank(ranked, relevant, k)).isEqualTo(reciprocal);
    }
  }

  /** All gains of the list as a vector, and of the best list there could be. */
  private static double slowNdcg(List<Integer> top, Set<Integer> relevant, int k) {
    double[] gains = top.stream().mapToDouble(item -> relevant.contains(item) ? 1 : 0).toArray();
    double[] best = new double[Math.min(k, relevant.size())];
    java.util.Arrays.fill(best, 1);
    return dcg(gains) / dcg(best);
  }

  private static double dcg(double[] gains) {
    double sum = 0;
    for (int i = 0; i < gains.length; i++) {
      sum += gains[i] / log2(i + 2);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("io.limpet.core.Seeds#all")
  void coverageAndNoveltyAgreeWithTheSlowDefinitions(long seed) {
    Random random = new Random(seed);
    int users = 40;
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      lists.add(random.ints(10, 0, 30).distinct().boxed().toList());
    }
    Map<Integer, Integer> usersOf =
        IntStream.range(0, 25)
            .boxed()
            .collect(java.util.stream.Collectors.toMap(i -> i, i -> 1 + random.nextInt(users)));

    Set<Integer> shown = new HashSet<>();
    List<Double> bits = new ArrayList<>();
    for (List<Integer> list : lists) {
      for (Integer item : list) {
        shown.add(item);
        bits.add(-log2(usersOf.getOrDefault(item, 1) / (double) users));
      }
    }
    assertThat(Lists.coverage(lists, 30)).isEqualTo(shown.size() / 30.0);
    assertThat(Lists.novelty(lists, usersOf, users))
        .isCloseTo(bits.stream().mapToDouble(b -> b).average().orElseThrow(), within(1e-9));
  }

  @Test
  void nothingShownCoversNothing() {
    assertThat(Lists.coverage(List.<List<String>>of(), 10)).isZero();
    assertThat(Lists.coverage(List.of(List.of("a")), 0)).isZero();
    assertThat(Lists.novelty(List.<List<String>>of(), Map.of(), 10)).isZero();
    assertThat(Lists.novelty(List.of(List.of("a")), Map.of("a", 8), 8)).isZero();
    assertThat(Lists.novelty(List.of(List.of("a")), Map.of("a", 1), 8)).isEqualTo(3);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
