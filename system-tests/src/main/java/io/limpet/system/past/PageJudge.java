package io.limpet.system.past;

import io.limpet.search.filter.ItemFilter;
import io.limpet.search.generation.OpenGeneration.Lease;
import io.limpet.search.recommend.Place;
import io.limpet.search.recommend.Recommender.Answer;
import io.limpet.search.recommend.Recommender.Request;
import io.limpet.search.recommend.Scored;
import io.limpet.search.surface.Surface;
import io.limpet.trainer.evaluate.Evaluator;
import io.limpet.trainer.evaluate.Figures;
import io.limpet.trainer.evaluate.Metric;
import io.limpet.trainer.evaluate.Outcomes;
import io.limpet.trainer.evaluate.Scope;
import io.limpet.trainer.read.Interactions;
import io.limpet.trainer.split.Case;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks the service for a page of ten for every question of a part, and counts. The scopes are the
 * trainer's, so that figures can be held against its own:
 *
 * <ul>
 *   <li>fresh: the caller excludes what the visitor has shown an interest in;
 *   <li>repeats: the caller excludes all else, and the page hides nothing;
 *   <li>all: the page as a visitor sees it, with everything that it hides.
 * </ul>
 */
public final class PageJudge {
  /** Items of a page. */
  public static final int PAGE = 10;

  private static final Metric RECALL = new Metric(Metric.Kind.RECALL, PAGE);

  private final PastShop shop;
  private final Interactions rows;
  private final int met;

  /** Of this shop. */
  public PageJudge(PastShop shop) {
    this.shop = shop;
    this.rows = shop.past().part().whole();
    int count = 0;
    for (boolean known : shop.past().part().training().met()) {
      count += known ? 1 : 0;
    }
    this.met = count;
  }

  /**
   * The generation's vectors alone, all items compared one by one, as the trainer judges models.
   */
  public Judged vectorsAlone(String name, Scope scope, boolean laterItems) {
    try (Lease lease = shop.lease()) {
      var vectors = new VectorsAlone(lease.generation(), rows.itemIds(), laterItems);
      Figures figures =
          new Evaluator(shop.past().part()).evaluate(name, vectors, List.of(scope)).getFirst();
      return new Judged(name, figures, Double.NaN, figures.get("coverage@10"), Map.of());
    }
  }

  /** The pages of a surface. */
  public Judged judge(Variant variant, Scope scope) {
    Surface surface = scope == Scope.REPEATS ? variant.hidingNothing() : variant.surface();
    Count count = new Count();
    for (Case asked : shop.past().part().cases()) {
      Set<String> right = right(asked, scope);
      if (!right.isEmpty()) {
        count.add(shop.answer(request(asked, scope, surface), shop.past().millis(asked)), right);
      }
    }
    return count.judged(variant.name(), scope);
  }

  private Set<String> right(Case asked, Scope scope) {
    Set<Integer> items =
        switch (scope) {
          case FRESH -> asked.fresh();
          case REPEATS -> asked.repeats();
          case ALL -> {
            Set<Integer> both = new HashSet<>(asked.fresh());
            both.addAll(asked.repeats());
            yield both;
          }
          case COLD -> throw new IllegalArgumentException("pages are not asked for cold items");
        };
    return items.stream().map(rows.itemIds()::get).collect(Collectors.toSet());
  }

  private Request request(Case asked, Scope scope, Surface surface) {
    Set<String> known = new LinkedHashSet<>();
    if (scope != Scope.ALL) {
      IntStream.range(asked.from(), asked.to())
          .filter(rows::isInterest)
          .forEach(row -> known.add(rows.itemIds().get(rows.item(row))));
    }
    return new Request(
        rows.userIds().get(asked.user()),
        null,
        List.of(),
        surface,
        null,
        Place.UNKNOWN,
        PAGE,
        ItemFilter.ALL,
        switch (scope) {
          case FRESH -> known;
          case REPEATS -> allBut(known);
          default -> Set.of();
        },
        null,
        false);
  }

  /** All ids but these. */
  private Set<String> allBut(Set<String> known) {
    Set<String> others = new HashSet<>(rows.itemIds());
    others.removeAll(known);
    return others;
  }

  /** Adds up answers. */
  private final class Count {
    private final List<int[]> outcomes = new ArrayList<>();
    private final BitSet shown = new BitSet();
    private final Map<String, double[]> sources = new TreeMap<>();
    private double candidates;

    void add(Answer answer, Set<String> right) {
      List<Scored> chosen = answer.result().chosen();
      int hits = 0;
      double among = 0;
      for (int rank = 0; rank < chosen.size(); rank++) {
        Scored one = chosen.get(rank);
        shown.set(one.candidate().number());
        boolean hit = right.contains(one.candidate().itemId());
        hits |= hit ? 1 << rank : 0;
        among += hit ? 1 : 0;
        count(one, hit, true, right.size());
      }
      for (Scored one : answer.result().rest()) {
        boolean hit = right.contains(one.candidate().itemId());
        among += hit ? 1 : 0;
        count(one, hit, false, right.size());
      }
      candidates += among / right.size();
      outcomes.add(new int[] {right.size(), hits});
    }

    private void count(Scored one, boolean hit, boolean onPage, int right) {
      List<String> by = one.candidate().sources();
      for (String source : by) {
        double[] sums = sources.computeIfAbsent(source, name -> new double[4]);
        sums[0]++;
        if (hit) {
          sums[1] += 1.0 / right;
          sums[2] += by.size() == 1 ? 1.0 / right : 0;
          sums[3] += onPage ? 1.0 / right : 0;
        }
      }
    }

    Judged judged(String name, Scope scope) {
      Outcomes all =
          Outcomes.of(
              outcomes.stream().mapToInt(of -> of[0]).toArray(),
              outcomes.stream().mapToInt(of -> of[1]).toArray());
      double coverage = met == 0 ? 0 : (double) shown.cardinality() / met;
      int asked = Math.max(1, all.size());
      Map<String, Judged.Brought> brought = new TreeMap<>();
      sources.forEach(
          (source, sums) ->
              brought.put(
                  source,
                  new Judged.Brought(
                      sums[0] / asked, sums[1] / asked, sums[2] / asked, sums[3] / asked)));
      return new Judged(
          name,
          new Figures(
              name,
              shop.past().part().name(),
              scope,
              Map.of(Figures.MAIN, all.mean(Metric.MAIN), RECALL.label(), all.mean(RECALL)),
              all,
              List.of()),
          candidates / asked,
          coverage,
          brought);
    }
  }
}
