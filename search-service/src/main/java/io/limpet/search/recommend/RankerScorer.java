package io.limpet.search.recommend;

import io.limpet.core.ranking.Feature;
import io.limpet.core.ranking.ItemFacts;
import io.limpet.core.ranking.ProductRange;
import io.limpet.core.ranking.Ranker;
import io.limpet.core.ranking.RankingFeatures;
import io.limpet.core.ranking.Task;
import io.limpet.core.ranking.TaskMix;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.recommend.Candidate.Features;
import io.limpet.search.surface.Surface.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ranker of the query's generation, where it brings one, the surface mixes its tasks and the
 * visitor has a vector; another scorer everywhere else. The sum of the tasks' probabilities, 1 for
 * the highest of the answer, counts one half and relevance, similarity, trend and popularity the
 * other ({@link ProductRange#joined}); what the ranker was not told, companions, novelty and what
 * is due, stays a part of its own, and so does the usual price where the surface gives it a weight.
 * The parts of an explanation say by how much each feature moves the score from what it would be
 * with the feature at its mean, and {@code rest} is what they leave of the ranker's part.
 */
final class RankerScorer implements Scorer {
  private final RankingFacts facts;
  private final Scorer otherwise;

  RankerScorer(RankingFacts facts, Scorer otherwise) {
    this.facts = facts;
    this.otherwise = otherwise;
  }

  @Override
  public List<Scored> score(Query query, List<Candidate> in) {
    OpenGeneration generation = query.generation();
    TaskMix mix = query.surface().mix();
    Ranker ranker = generation == null ? null : generation.trained().ranker().orElse(null);
    if (generation == null || ranker == null || mix == null || !RankingFacts.areOf(query)) {
      return otherwise.score(query, in);
    }
    float[][] features = features(query, generation, in);
    List<Scored> scored = new ArrayList<>(in.size());
    double[][] probabilities = ranker.probabilities(features);
    double[] ranked = new double[features.length];
    double best = 0;
    for (int i = 0; i < features.length; i++) {
      ranked[i] = mix.score(probabilities[i]);
      best = Math.max(best, ranked[i]);
    }
    Weights weights = query.surface().weights();
    double share = ProductRange.RANKER_SHARE;
    double by = best > 0 ? share * weights.relevance() / best : 0;
    ProductRange products = BlendScorer.products(in);
    for (int i = 0; i < features.length; i++) {
      Features of = in.get(i).features();
      double relevance = (1 - share) * weights.relevance() * products.relevance(of.product());
      double similarity = (1 - share) * weights.similarity() * of.similarity();
      double trend = (1 - share) * weights.trend() * of.trend();
      double popularity = (1 - share) * weights.popularity() * of.popularity();
      double together = weights.together() * of.together();
      double novelty = weights.novelty() * of.novelty();
      double due = weights.due() * of.due();
      double price = weights.price() * of.price();
      Map<String, Double> parts = Map.of();
      Map<String, Double> likely = Map.of();
      if (query.explain()) {
        parts = parts(ranker, mix, features[i], by);
        // What the ranker looks at as well is one part with what it counts beside the ranker.
        parts.merge("relevance", relevance, Double::sum);
        parts.merge("similarity", similarity, Double::sum);
        parts.merge("trend", trend, Double::sum);
        parts.merge("popularity", popularity, Double::sum);
        parts.put("together", together);
        parts.put("novelty", novelty);
        parts.put("due", due);
        parts.put("price", price);
        likely = byTask(probabilities[i]);
      }
      double score =
          by * ranked[i]
              + relevance
              + similarity
              + trend
              + popularity
              + together
              + novelty
              + due
              + price;
      scored.add(new Scored(in.get(i), score, parts, 1, likely, features[i]));
    }
    return scored;
  }

  static Map<String, Double> byTask(double[] probabilities) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (Task task : Task.values()) {
      named.put(task.label(), probabilities[task.ordinal()]);
    }
    return named;
  }

  private float[][] features(Query query, OpenGeneration generation, List<Candidate> in) {
    List<ItemFacts> all = new ArrayList<>(in.size());
    for (Candidate candidate : in) {
      all.add(facts.of(generation, candidate));
    }
    return RankingFeatures.of(facts.moment(query, generation), all, RankingFacts.products(in));
  }

  /**
   * By how much each feature moves the score of the ranker, and what they leave.
   *
   * @param by what a score is multiplied with
   */
  static Map<String, Double> parts(Ranker ranker, TaskMix mix, float[] features, double by) {
    Map<String, Double> parts = new LinkedHashMap<>();
    double score = by * mix.score(ranker.probabilities(features));
    double rest = score;
    float[] without = features.clone();
    for (Feature feature : ranker.features()) {
      without[feature.ordinal()] = ranker.mean(feature);
      double part = score - by * mix.score(ranker.probabilities(without));
      without[feature.ordinal()] = features[feature.ordinal()];
      parts.put(feature.label(), part);
      rest -= part;
    }
    parts.put("rest", rest);
    return parts;
  }
}
