package io.limpet.trainer.ranker;

import io.limpet.core.ranking.ItemFacts;
import io.limpet.core.ranking.ProductRange;
import io.limpet.core.ranking.Ranker;
import io.limpet.core.ranking.RankingFeatures;
import io.limpet.core.ranking.TaskMix;
import io.limpet.trainer.evaluate.TopK;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.Recommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The candidates of one question, as the home page's sources bring them, and what the visitor
 * already knows: the best by the user's vector, what is trending, what is popular, the latest of
 * the history.
 *
 * @param items each once; those of the user's vector first, best first
 * @param products with the user's vector, NaN where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after they were handed over
record Recall(int[] items, float[] products) {
  /** As many as the home page takes by the user's vector. */
  static final int BY_VECTOR = 200;

  private static final int OF_HISTORY = 50;

  /**
   * Recalls.
   *
   * @param scores a product an item, {@link Recommender#UNKNOWN} where there is none
   */
  static Recall of(float[] scores, Shop shop, History history) {
    Set<Integer> all = new LinkedHashSet<>();
    for (int item : TopK.of(scores, BY_VECTOR)) {
      all.add(item);
    }
    for (int item : shop.demanded()) {
      all.add(item);
    }
    int known = all.size() + OF_HISTORY;
    for (int row = history.to() - 1; row >= history.from() && all.size() < known; row--) {
      if (history.rows().isInterest(row)) {
        all.add(history.rows().item(row));
      }
    }
    int[] items = all.stream().mapToInt(Integer::intValue).toArray();
    float[] products = new float[items.length];
    for (int i = 0; i < items.length; i++) {
      float score = scores[items[i]];
      products[i] = score == Recommender.UNKNOWN ? Float.NaN : score;
    }
    return new Recall(items, products);
  }

  /** How good each candidate is by recall and a ranker together, 0 to 1. */
  double[] joined(Ranker ranker, float[][] features) {
    double[] ranked =
        Arrays.stream(ranker.probabilities(features)).mapToDouble(TaskMix.DEFAULT::score).toArray();
    return ProductRange.joined(products, Math.min(BY_VECTOR, products.length), ranked);
  }

  /** The features of the candidates. */
  float[][] features(Shop shop, History history, long nowMillis) {
    List<ItemFacts> facts = new ArrayList<>(items.length);
    for (int item : items) {
      facts.add(shop.facts(item));
    }
    return RankingFeatures.of(shop.moment(history, nowMillis), facts, products);
  }
}
