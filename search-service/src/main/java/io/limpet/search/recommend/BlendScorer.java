package io.limpet.search.recommend;

import io.limpet.core.ranking.ProductRange;
import io.limpet.search.recommend.Candidate.Features;
import io.limpet.search.surface.Surface.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A weighted sum: {@code relevance + similarity + together + trend + popularity + novelty + due +
 * price}, each part 0 to 1 (similarity from -1) times its weight on the surface.
 *
 * <p>Dot products mean something only against each other, so relevance is where a product lies
 * between the lowest (0) and the highest (1) that the user's vector brought. Who has no vector is
 * shown what many want: trend and popularity then count as relevance.
 */
final class BlendScorer implements Scorer {
  private static final Weights IMPERSONAL = new Weights(0, 0, 0.1, 0.5, 0.5, 0.1, 0.3, 0);

  @Override
  public List<Scored> score(Query query, List<Candidate> in) {
    Weights surface = query.surface().weights();
    boolean inContext = query.contextItem() >= 0 && surface.similarity() > surface.relevance();
    Weights weights = query.isPersonal() || inContext ? surface : IMPERSONAL;
    ProductRange products = products(in);
    List<Scored> scored = new ArrayList<>(in.size());
    for (Candidate candidate : in) {
      Features of = candidate.features();
      double relevance = weights.relevance() * products.relevance(of.product());
      double similarity = weights.similarity() * of.similarity();
      double together = weights.together() * of.together();
      double due = weights.due() * of.due();
      double trend = weights.trend() * of.trend();
      double popularity = weights.popularity() * of.popularity();
      double novelty = weights.novelty() * of.novelty();
      double price = weights.price() * of.price();
      Map<String, Double> parts = Map.of();
      if (query.explain()) {
        parts = new LinkedHashMap<>();
        parts.put("relevance", relevance);
        parts.put("similarity", similarity);
        parts.put("together", together);
        parts.put("trend", trend);
        parts.put("popularity", popularity);
        parts.put("novelty", novelty);
        parts.put("due", due);
        parts.put("price", price);
      }
      scored.add(
          new Scored(
              candidate,
              relevance + similarity + together + trend + popularity + novelty + due + price,
              parts));
    }
    return scored;
  }

  /** The range of the products that the user's vector brought. */
  static ProductRange products(List<Candidate> in) {
    ProductRange range = ProductRange.NONE;
    for (Candidate candidate : in) {
      if (candidate.sources().contains(Sources.USER_VECTOR)) {
        range = range.with(candidate.features().product());
      }
    }
    return range;
  }
}
