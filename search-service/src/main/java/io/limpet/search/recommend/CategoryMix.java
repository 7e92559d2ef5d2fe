package io.limpet.search.recommend;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.profile.RecentItem;
import io.limpet.search.state.Catalogue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the mix of top categories of a growing list is from the visitor's own (Steck, Calibrated
 * Recommendations, RecSys 2018): the Kullback-Leibler divergence {@code sum p ln(p / q')}, {@code
 * p} being a category's share of what the visitor did and {@code q' = (1 - alpha) q + alpha p} its
 * smoothed share of the list, divided by its most, {@code -ln alpha}, so that it is 0 to 1. For one
 * answer in one thread.
 *
 * <p>One act says little of a visitor, so {@code p} is drawn towards the mix of the candidates, as
 * if the visitor had viewed {@link #UNSURE} of them as well.
 */
final class CategoryMix {
  /** Steck's alpha: the divergence stays finite where the list lacks a category. */
  private static final double ALPHA = 0.01;

  private static final double UNSURE = 5;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final int[] categories;
  private final double[] own;
  private final int[] listed;
  private int size;

  private CategoryMix(int candidates, int most) {
    this.categories = new int[candidates];
    this.own = new double[most];
    this.listed = new int[most];
  }

  /**
   * The visitor's mix, and an empty list.
   *
   * @param candidates what the list may be made of, in an order that the caller keeps
   */
  static CategoryMix of(Query query, Catalogue catalogue, List<Scored> candidates) {
    var mix = new CategoryMix(candidates.size(), candidates.size() + query.history().size());
    for (int i = 0; i < candidates.size(); i++) {
      mix.categories[i] = mix.number(candidates.get(i).candidate().item());
      mix.own[mix.categories[i]] += UNSURE / candidates.size();
    }
    for (RecentItem recent : query.history()) {
      CatalogueItem stored = recent.type().isInterest() ? catalogue.get(recent.itemId()) : null;
      if (stored != null) {
        mix.own[mix.number(stored.item())] += recent.type().defaultWeight();
      }
    }
    double sum = Arrays.stream(mix.own).sum();
    for (int c = 0; c < mix.own.length; c++) {
      mix.own[c] /= sum;
    }
    return mix;
  }

  private int number(Item item) {
    return numbers.computeIfAbsent(item.topCategory().orElse(""), category -> numbers.size());
  }

  /** For each candidate how far the list would be from the visitor's mix with it, 0 to 1. */
  double[] divergences() {
    double[] byCategory = new double[numbers.size()];
    for (int c = 0; c < byCategory.length; c++) {
      listed[c]++;
      byCategory[c] = divergence(size + 1);
      listed[c]--;
    }
    double[] divergences = new double[categories.length];
    for (int i = 0; i < divergences.length; i++) {
      divergences[i] = byCategory[categories[i]];
    }
    return divergences;
  }

  private double divergence(int items) {
    double sum = 0;
    for (int c = 0; c < numbers.size(); c++) {
      if (own[c] > 0) {
        double smoothed = (1 - ALPHA) * listed[c] / items + ALPHA * own[c];
        sum += own[c] * Math.log(own[c] / smoothed);
      }
    }
    return sum / -Math.log(ALPHA);
  }

  /** Puts a candidate, by its place among them, on the list. */
  void add(int candidate) {
    listed[categories[candidate]]++;
    size++;
  }
}
