package io.limpet.search.recommend;

import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.index.Vectors;
import io.limpet.search.state.Catalogue;
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
 * to the nearest item before it, scores taken from 0 to 1 within the answer. With {@code
 * calibration} this counts the less, and the list's mix of categories staying near the visitor's
 * own the more: {@code (1 - calibration) x that - calibration x divergence} ({@link CategoryMix}).
 * Then no more of one top category than the surface's share, unless the answer would be short
 * otherwise.
 */
final class DiverseSelector implements Selector {
  /** So many times the wanted items are looked at for something unlike, all for calibration. */
  private static final int POOL = 4;

  private final Catalogue catalogue;

  DiverseSelector(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Selection select(Query query, List<Scored> scored) {
    List<Scored> bestFirst = new ArrayList<>(scored);
    bestFirst.sort(Scored.BEST_FIRST);
    Diversity diversity = query.surface().diversity();
    int most = Math.max(2, (int) Math.ceil(diversity.categoryShare() * query.limit()));
    Map<String, Integer> byCategory = new HashMap<>();
    List<Scored> chosen = new ArrayList<>(query.limit());
    List<Scored> passedOver = new ArrayList<>();
    var order = new Order(query, bestFirst, diversity, catalogue);
    while (chosen.size() < query.limit()) {
      Scored one = order.next();
      if (one == null) {
        break;
      }
      String category = one.candidate().item().topCategory().orElse("");
      if (category.isEmpty() || byCategory.merge(category, 1, Integer::sum) <= most) {
        chosen.add(one);
        order.chosen();
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
    private final List<Scored> bestFirst;
    private final double mmr;
    private final double calibration;
    private final int pool;
    private final double lowest;
    private final double range;
    private final float[] @Nullable [] vectors;
    private final double[] nearest;
    private final @Nullable CategoryMix mix;

    /** Places in the pool that were not handed out yet. */
    private final List<Integer> places = new ArrayList<>();

    private int beyond;
    private int last;

    Order(Query query, List<Scored> bestFirst, Diversity diversity, Catalogue catalogue) {
      OpenGeneration generation = query.generation();
      this.bestFirst = bestFirst;
      this.mmr = generation == null ? 0 : diversity.mmr();
      this.calibration = query.history().isEmpty() ? 0 : diversity.calibration();
      // What is beyond the pool comes by its score, as everything does where nothing else counts.
      // A category that the visitor cares for may begin far down.
      int most = calibration > 0 ? bestFirst.size() : mmr > 0 ? POOL * query.limit() : 0;
      this.pool = Math.min(bestFirst.size(), most);
      this.vectors = new float[pool][];
      this.nearest = new double[pool];
      for (int i = 0; i < pool; i++) {
        places.add(i);
        if (mmr > 0 && generation != null) {
          vectors[i] = generation.vector(bestFirst.get(i).candidate().number());
        }
      }
      this.mix =
          calibration > 0 ? CategoryMix.of(query, catalogue, bestFirst.subList(0, pool)) : null;
      this.lowest = pool == 0 ? 0 : bestFirst.get(pool - 1).score();
      this.range = pool == 0 ? 0 : bestFirst.getFirst().score() - lowest;
    }

    @Nullable Scored next() {
      if (places.isEmpty()) {
        last = pool + beyond++;
        return last < bestFirst.size() ? bestFirst.get(last) : null;
      }
      double[] divergences = mix == null ? new double[pool] : mix.divergences();
      int best = 0;
      double highest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < places.size(); i++) {
        int place = places.get(i);
        double score = range > 0 ? (bestFirst.get(place).score() - lowest) / range : 1;
        double worth =
            (1 - calibration) * ((1 - mmr) * score - mmr * nearest[place])
                - calibration * divergences[place];
        if (worth > highest) {
          highest = worth;
          best = i;
        }
      }
      last = places.remove(best);
      return bestFirst.get(last);
    }

    /** The item handed out last was chosen. */
    void chosen() {
      if (last >= pool) {
        return;
      }
      if (mix != null) {
        mix.add(last);
      }
      if (mmr > 0) {
        for (int place : places) {
          nearest[place] = Math.max(nearest[place], Vectors.cosine(vectors[last], vectors[place]));
        }
      }
    }
  }
}
