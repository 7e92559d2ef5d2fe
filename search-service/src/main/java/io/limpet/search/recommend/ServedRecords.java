package io.limpet.search.recommend;

import io.limpet.core.ranking.Feature;
import io.limpet.core.ranking.ItemFacts;
import io.limpet.core.ranking.Moment;
import io.limpet.core.ranking.RankingFeatures;
import io.limpet.core.served.Served;
import io.limpet.core.served.Served.ServedItem;
import io.limpet.search.generation.OpenGeneration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes records of answers. Where a ranker is asked, or would be if the generation brought one,
 * items go with their {@link Feature}s: those that the ranker was told, or else the same computed
 * from what was known at the time. The thread that answers only takes down what is known, by
 * reference; nothing of it ever changes. Thread-safe.
 */
public final class ServedRecords {
  private static final float[] NONE = {};

  private final RankingFacts facts;

  public ServedRecords(Knowledge knowledge) {
    this.facts = knowledge.rankingFacts();
  }

  /**
   * Takes an answer down.
   *
   * @return its record, to be made in another thread
   */
  public Supplier<Served> of(Query query, PipelineResult result) {
    OpenGeneration generation = query.generation();
    if (generation == null || !RankingFacts.areOf(query)) {
      return () -> record(query, result, Map.of());
    }
    Map<String, float[]> told = new HashMap<>();
    List<Scored> untold = new ArrayList<>();
    for (Scored one : result.chosen()) {
      if (one.features().length > 0) {
        told.put(one.candidate().itemId(), one.features());
      } else if (one.candidate().isHydrated()) {
        untold.add(one);
      }
    }
    if (untold.isEmpty()) {
      return () -> record(query, result, told);
    }
    Moment moment = facts.moment(query, generation);
    List<ItemFacts> known =
        untold.stream().map(one -> facts.of(generation, one.candidate())).toList();
    float[] products = RankingFacts.products(untold.stream().map(Scored::candidate).toList());
    return () -> {
      float[][] rows = RankingFeatures.of(moment, known, products, result.products());
      for (int i = 0; i < rows.length; i++) {
        told.put(known.get(i).itemId(), rows[i]);
      }
      return record(query, result, told);
    };
  }

  private static Served record(Query query, PipelineResult result, Map<String, float[]> features) {
    return new Served(
        query.recommendationId(),
        query.visitor() == null ? "" : query.visitor(),
        query.surface().name(),
        query.generationId(),
        query.nowMillis(),
        query.surface().version(),
        result.firstPosition(),
        features.isEmpty() ? 0 : Feature.FINGERPRINT,
        result.chosen().stream()
            .map(
                one ->
                    new ServedItem(
                        one.candidate().itemId(),
                        one.candidate().sources().getFirst(),
                        one.score(),
                        one.propensity(),
                        features.getOrDefault(one.candidate().itemId(), NONE)))
            .toList(),
        query.assignments());
  }
}
