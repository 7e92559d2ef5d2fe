package io.limpet.trainer.ranker;

import io.limpet.core.ranking.Ranker;
import io.limpet.trainer.evaluate.RankingQuality;
import io.limpet.trainer.model.History;
import io.limpet.trainer.model.ItemVectors;
import io.limpet.trainer.model.Recommender;
import io.limpet.trainer.train.Embeddings;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Recall, then rank: candidates by recall and ranker together, then all other items by their
 * products, as the service would answer at one moment.
 */
public final class RankedRecommender implements Recommender, RankingQuality.Known {
  private final Embeddings embeddings;
  private final Shop shop;
  private final IntFunction<Ranker> rankers;
  private final long nowMillis;
  private final RankingQuality quality;

  /**
   * A recommender.
   *
   * @param shop as of that moment; owned by this
   * @param rankers the ranker for a user
   * @param nowMillis when it is asked; users who did something later are asked after that
   */
  RankedRecommender(
      Embeddings embeddings,
      Shop shop,
      IntFunction<Ranker> rankers,
      long nowMillis,
      RankingQuality quality) {
    this.embeddings = embeddings;
    this.shop = shop;
    this.rankers = rankers;
    this.nowMillis = nowMillis;
    this.quality = quality;
  }

  /** What recalls. */
  public Embeddings embeddings() {
    return embeddings;
  }

  @Override
  public void score(List<History> histories, float[][] scores) {
    embeddings.score(histories, scores);
    for (int i = 0; i < histories.size(); i++) {
      History history = histories.get(i);
      if (history.to() > history.from()) {
        rank(history, scores[i]);
      }
    }
  }

  private void rank(History history, float[] scores) {
    Ranker ranker = rankers.apply(history.rows().user(history.from()));
    long now = Math.max(nowMillis, history.rows().millis(history.to() - 1));
    Recall recall = Recall.of(scores, shop, history);
    float[][] features = recall.features(shop, history, now);
    float best = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      best = Math.max(best, score);
    }
    for (int item = 0; item < scores.length; item++) {
      scores[item] -= best + 1;
    }
    double[] joined = recall.joined(ranker, features);
    for (int i = 0; i < joined.length; i++) {
      scores[recall.items()[i]] = (float) joined[i];
    }
  }

  @Override
  public Optional<ItemVectors> itemVectors() {
    return embeddings.itemVectors();
  }

  @Override
  public RankingQuality rankingQuality() {
    return quality;
  }
}
