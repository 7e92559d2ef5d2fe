package io.limpet.search.recommend;

import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.surface.Surface.Diversity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * High scores that are not all alike. First by maximal marginal relevance (Carbonell and Goldstein,
 * SIGIR 1998): the next item is the one with the highest {@code (1 - mmr) x score - mmr x cosine}
 * to the nearest item before it, scores taken from 0 to 1 within the answer. Then no more of one
 * top category than the surface's share, unless the answer would be short otherwise.
 */
final class DiverseSelector implements Selector {
  /** So many times the wanted items are looked at for something unlike. */
  private static final int POOL = 4;

  @Override
  public Selection select(Query query, List<Scored> scored) {
    List<Scored> bestFirst = new ArrayList<>(scored);
    bestFirst.sort(Scored.BEST_FIRST);
    Diversity diversity = query.surface().diversity();
    int most = Math.max(2, (int) Math.ceil(diversity.categoryShare() * query.limit()));
    Map<String, Integer> byCategory = new HashMap<>();
    List<Scored> chosen = new ArrayList<>(query.limit());
    List<Scored> passedOver = new ArrayList<>();
    var order = new Order(query, bestFirst, diversity.mmr());
    while (chosen.size() < query.limit()) {
      Scored one = order.next();
      if (one == null) {
        break;
      }
      String category = one.candidate().item().topCategory().orElse("");
      if (category.isEmpty() || byCategory.merge(category, 1, Integer::sum) <= most) {
        chosen.add(one);
        order.chosen(one);
      } else {
        passedOver.add(one);
      }
    }
    int missing = Math.min(query.limit() - chosen.size(), passedOver.size());
    chosen.addAll(passedOver.subList(0, missing));
    List<Dropped> dropped =
        passedOver.subList(missing, passedOver.size()).stream()
            .map(
                one ->
                    new Dropped(
                        one.candidate().itemId(),
                        "diversity",
                        "there are %d of its category already".formatted(most)))
            .toList();
    Set<Integer> shown =
        chosen.stream().map(one -> one.candidate().number()).collect(Collectors.toSet());
    List<Scored> rest =
        bestFirst.stream().filter(one -> !shown.contains(one.candidate().number())).toList();
    return new Selection(chosen, rest, dropped);
  }

  /** Hands out items one by one, in the order that the items chosen so far leave. */
  private static final class Order {
    private final @Nullable OpenGeneration generation;
    private final List<Scored> rest;
    private final double mmr;
    private final int pool;
    private final double lowest;
    private final double range;
    private final float[] @Nullable [] vectors;
    private final double[] nearest;

    /** For each of the rest, where its vector and its nearest are: the rest shrinks. */
    private final List<Integer> places = new ArrayList<>();

    private int at;

    Order(Query query, List<Scored> bestFirst, double mmr) {
      this.generation = query.generation();
      this.rest = bestFirst;
      this.mmr = generation == null ? 0 : mmr;
      this.pool = Math.min(bestFirst.size(), POOL * query.limit());
      this.vectors = new float[pool][];
      this.nearest = new double[pool];
      if (this.mmr > 0 && generation != null) {
        for (int i = 0; i < pool; i++) {
          vectors[i] = generation.vector(bestFirst.get(i).candidate().number());
          places.add(i);
        }
      }
      this.lowest = pool == 0 ? 0 : bestFirst.get(pool - 1).score();
      this.range = pool == 0 ? 0 : bestFirst.getFirst().score() - lowest;
    }

    @Nullable Scored next() {
      if (mmr == 0 || places.isEmpty()) {
        // What is beyond the pool comes by its score.
        int next = mmr == 0 ? at++ : pool + at++;
        return next < rest.size() ? rest.get(next) : null;
      }
      int best = 0;
      double highest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < places.size(); i++) {
        int place = places.get(i);
        double score = range > 0 ? (rest.get(place).score() - lowest) / range : 1;
        double worth = (1 - mmr) * score - mmr * nearest[place];
        if (worth > highest) {
          highest = worth;
          best = i;
        }
      }
      return rest.get(places.remove(best));
    }

    void chosen(Scored one) {
      if (mmr == 0 || generation == null) {
        return;
      }
      float[] vector = generation.vector(one.candidate().number());
      for (int place : places) {
        nearest[place] = Math.max(nearest[place], Vectors.cosine(vector, vectors[place]));
      }
    }
  }
}
