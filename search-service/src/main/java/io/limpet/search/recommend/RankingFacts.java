package io.limpet.search.recommend;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.ranking.ItemFacts;
import io.limpet.core.ranking.Moment;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.SignalStore;
import java.util.ArrayList;
import java.util.List;

/** What a ranker's features are made of, as of a query's moment. Thread-safe. */
final class RankingFacts {
  private final Catalogue catalogue;
  private final SignalStore signals;

  RankingFacts(Catalogue catalogue, SignalStore signals) {
    this.catalogue = catalogue;
    this.signals = signals;
  }

  /** Whether a ranker would be asked if the generation brought one. */
  static boolean areOf(Query query) {
    return query.generation() != null && query.surface().mix() != null && query.isPersonal();
  }

  /** Who asks, and when. */
  Moment moment(Query query, OpenGeneration generation) {
    List<Moment.Past> past = new ArrayList<>(query.history().size());
    for (RecentItem recent : query.history()) {
      past.add(
          new Moment.Past(
              ofHistory(generation, recent.itemId()), recent.type(), recent.timestampMillis()));
    }
    return new Moment(past, signals.rankings().leaders(), query.nowMillis());
  }

  /** Of a candidate. */
  ItemFacts of(OpenGeneration generation, Candidate candidate) {
    return ItemFacts.of(
        candidate.item(), generation.vector(candidate.number()), signals.get(candidate.number()));
  }

  /** Of an item of the history, which may have left the catalogue. */
  private ItemFacts ofHistory(OpenGeneration generation, String itemId) {
    CatalogueItem stored = catalogue.get(itemId);
    float[] vector = generation.vector(itemId);
    return stored == null
        ? new ItemFacts(itemId, vector, null, null, null, Double.NaN)
        : ItemFacts.of(stored.item(), vector, null);
  }

  /** The dot products of candidates with the visitor's vector, NaN where there is none. */
  static float[] products(List<Candidate> candidates) {
    float[] products = new float[candidates.size()];
    for (int i = 0; i < products.length; i++) {
      products[i] = (float) candidates.get(i).features().product();
    }
    return products;
  }
}
