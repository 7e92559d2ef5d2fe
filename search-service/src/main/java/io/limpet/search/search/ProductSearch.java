package io.limpet.search.search;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.vector.UserVector;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.generation.OpenGeneration.Lease;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.UserStore;
import io.limpet.search.text.TextIndex;
import io.limpet.search.text.TextIndex.Match;
import io.limpet.search.text.TextIndex.Matches;
import io.limpet.search.text.TextVectors;
import io.limpet.search.text.TextVectors.Nearness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Search and browse. Words decide what is found (BM25); where few items have them, the nearest by
 * meaning follow, from the query's vector through the generation's content projection. The order is
 * the fusion of both rankings, leaned towards what the visitor likes. Without a query everything is
 * found, the most popular first. Thread-safe.
 */
public final class ProductSearch {
  /** By how much liking can lift an item: the top of taste counts half as much again. */
  private static final double TASTE = 0.5;

  /** Puts the item whose id was typed before all others. */
  private static final double NAMED = 1;

  private final Catalogue catalogue;
  private final SignalStore signals;
  private final UserStore users;
  private final GenerationSwitch generations;
  private final TextIndex index;
  private final @Nullable TextVectors vectors;
  private final RankFusion fusion;

  public ProductSearch(
      Catalogue catalogue,
      SignalStore signals,
      UserStore users,
      GenerationSwitch generations,
      TextIndex index,
      @Nullable TextVectors vectors,
      double meaning) {
    this.catalogue = catalogue;
    this.signals = signals;
    this.users = users;
    this.generations = generations;
    this.index = index;
    this.vectors = vectors;
    this.fusion = new RankFusion(meaning);
  }

  /**
   * What is looked for.
   *
   * @param query words; blank to browse
   * @param visitor who looks, null if nobody in particular
   */
  public record Request(
      String query, @Nullable String visitor, ItemFilter filter, int offset, int limit) {}

  /** An item that was found. */
  public record Found(CatalogueItem item, double score) {}

  /**
   * A page of what was found.
   *
   * @param total how many were found in all
   * @param found the page
   * @param facets what the items that were found have in common
   * @param corrected what was searched for in place of a query with words that no item has, null
   *     where nothing was changed
   */
  public record Page(int total, List<Found> found, Facets facets, @Nullable String corrected) {}

  private record Results(List<Ranked> ranked, @Nullable String corrected) {}

  private record Ranked(int number, double score) {
    static final Comparator<Ranked> BEST_FIRST =
        Comparator.comparingDouble(Ranked::score).reversed().thenComparingInt(Ranked::number);
  }

  /** Finds. */
  public Page search(Request request) {
    IntPredicate acceptable =
        number -> {
          CatalogueItem item = catalogue.get(number);
          return item != null && request.filter().test(item);
        };
    Results results =
        request.query().isBlank()
            ? new Results(browse(acceptable), null)
            : find(request, acceptable);
    List<Ranked> ranked = results.ranked();
    ranked.sort(Ranked.BEST_FIRST);
    var facets = new Facets.Counter();
    List<Found> page = new ArrayList<>();
    int total = 0;
    for (Ranked one : ranked) {
      CatalogueItem stored = catalogue.get(one.number());
      if (stored == null) {
        continue;
      }
      if (total >= request.offset() && page.size() < request.limit()) {
        page.add(new Found(stored, one.score()));
      }
      total++;
      facets.add(stored.item());
    }
    return new Page(total, page, facets.facets(), results.corrected());
  }

  private List<Ranked> browse(IntPredicate acceptable) {
    List<Ranked> all = new ArrayList<>();
    IntStream.range(0, catalogue.ids().size())
        .filter(acceptable)
        .forEach(
            number ->
                all.add(new Ranked(number, signals.rankings().popularity(signals.get(number)))));
    return all;
  }

  private Results find(Request request, IntPredicate acceptable) {
    Matches found = index.search(request.query(), acceptable);
    List<Match> matches = new ArrayList<>(found.matches());
    matches.sort(Match.BEST_FIRST);
    UserVector user = request.visitor() == null ? null : users.get(request.visitor());
    try (Lease lease = generations.lease(user == null ? "" : user.generation()).orElse(null)) {
      OpenGeneration generation = lease == null ? null : lease.generation();
      Map<Integer, Double> fused =
          fusion.fuse(
              matches,
              meaning(found.corrected() == null ? request.query() : found.corrected()),
              acceptable,
              catalogue.ids().size());
      int named = catalogue.ids().find(request.query().strip());
      fused.computeIfPresent(named, (number, score) -> score + NAMED);
      List<Ranked> ranked = new ArrayList<>();
      fused.forEach(
          (number, score) ->
              ranked.add(
                  new Ranked(number, score * (1 + TASTE * liking(user, generation, number)))));
      return new Results(ranked, found.corrected());
    }
  }

  private @Nullable Nearness meaning(String query) {
    return fusion.meaning() == 0 || vectors == null ? null : vectors.near(query).orElse(null);
  }

  /** How much of their liking the visitor has for an item, 0 to 1. */
  private static double liking(
      @Nullable UserVector user, @Nullable OpenGeneration generation, int number) {
    if (user == null
        || generation == null
        || !user.hasVector()
        || !user.generation().equals(generation.id())) {
      return 0;
    }
    float[] vector = generation.vector(number);
    if (vector == null || vector.length != user.vector().length) {
      return 0;
    }
    double lengths =
        Math.sqrt(
            (double) VectorUtil.dotProduct(vector, vector)
                * VectorUtil.dotProduct(user.vector(), user.vector()));
    return lengths > 0 ? Math.max(0, VectorUtil.dotProduct(vector, user.vector()) / lengths) : 0;
  }
}
