package io.limpet.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.metric.Lists;
import io.limpet.core.metric.Ranking;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {
  private static final int ITEMS = 60;

  private static List<Integer> list(SplittableRandom random) {
    List<Integer> items = new ArrayList<>(IntStream.range(0, ITEMS).boxed().toList());
    for (int i = ITEMS - 1; i > 0; i--) {
      Collections.swap(items, i, random.nextInt(i + 1));
    }
    return items.subList(0, random.nextInt(21));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void isWhatCoreSaysOfListAndSet(long seed) {
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      List<Integer> ranked = list(random);
      Set<Integer> relevant = new HashSet<>();
      int count = 1 + random.nextInt(30);
      while (relevant.size() < count) {
        relevant.add(random.nextInt(ITEMS));
      }
      int hits = 0;
      for (int i = 0; i < ranked.size(); i++) {
        hits |= relevant.contains(ranked.get(i)) ? 1 << i : 0;
      }
      for (Metric metric : Metric.ALL) {
        double expected =
            switch (metric.kind()) {
              case RECALL -> Ranking.recall(ranked, relevant, metric.k());
              case NDCG -> Ranking.ndcg(ranked, relevant, metric.k());
              case MRR -> Ranking.reciprocalRank(ranked, relevant, metric.k());
            };
        assertThat(metric.of(hits, relevant.size()))
            .as("%s, seed %d", metric.label(), seed)
            .isCloseTo(expected, within(1e-12));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void listMetricsAreWhatTheirDefinitionsSay(long seed) {
    var random = new SplittableRandom(seed);
    int users = 40;
    int[] usersOf = new int[ITEMS];
    Map<Integer, Integer> asMap = new HashMap<>();
    for (int item = 0; item < ITEMS; item++) {
      usersOf[item] = item < 5 ? 0 : random.nextInt(1, users);
      if (usersOf[item] > 0) {
        asMap.put(item, usersOf[item]);
      }
    }
    int k = 10;
    var metrics = new ListMetrics(new ListMetrics.Items(usersOf, users), k);
    List<List<Integer>> lists = new ArrayList<>();
    double popularity = 0;
    double usual = 0;
    double top = 0;
    double shown = 0;
    int most = Arrays.stream(usersOf).max().orElseThrow();
    int head = IntStream.range(0, ITEMS).filter(i -> usersOf[i] == most).findFirst().orElseThrow();
    for (int i = 0; i < 50; i++) {
      List<Integer> ranked = new ArrayList<>(list(random));
      ranked.add(head);
      ranked = ranked.stream().distinct().toList();
      metrics.add(ranked.stream().mapToInt(Integer::intValue).toArray(), i / 50.0);
      List<Integer> cut = ranked.subList(0, Math.min(k, ranked.size()));
      lists.add(cut);
      popularity +=
          cut.stream().mapToDouble(of -> (double) usersOf[of] / users).average().orElseThrow() / 50;
      usual += i / 50.0 / 50;
      shown += cut.size();
      top += cut.contains(head) ? 1 : 0;
    }
    Map<String, Double> found = new HashMap<>();
    metrics.put(found);

    assertThat(found.get("coverage@10"))
        .isCloseTo(Lists.coverage(lists, asMap.size()), within(1e-12));
    assertThat(found.get("novelty@10")).isCloseTo(Lists.novelty(lists, asMap, users), within(1e-9));
    assertThat(found.get("popularity@10")).isCloseTo(popularity, within(1e-9));
    assertThat(found.get("popularity_lift@10")).isCloseTo(popularity / usual - 1, within(1e-9));
    assertThat(found.get("head_share@10"))
        .as("the top item of 55")
        .isCloseTo(top / shown, within(1e-9));
    assertThat(found.get("tail_share@10")).isBetween(0.0, 1.0);
  }

  @Test
  void theLongTailIsTheLastFifthOfAllInterest() {
    // 100 in all: the tail begins where 80 are reached, after the first two.
    var items = new ListMetrics.Items(new int[] {50, 30, 12, 8, 0}, 100);
    var metrics = new ListMetrics(items, 5);
    metrics.add(new int[] {0, 1, 2, 3, 4}, 0.2);
    Map<String, Double> found = new HashMap<>();
    metrics.put(found);

    assertThat(found.get("tail_share@5")).isCloseTo(0.6, within(1e-12));
    assertThat(found.get("head_share@5")).isCloseTo(0.2, within(1e-12));
    assertThat(found.get("popularity@5")).isCloseTo(0.2, within(1e-12));
    assertThat(found.get("popularity_lift@5")).isCloseTo(0, within(1e-12));
  }

  @Test
  void refusesACutThatIsNotLookedAt() {
    assertThatThrownBy(() -> new Metric(Metric.Kind.NDCG, 21)).hasMessageContaining("k is 21");
  }
}
