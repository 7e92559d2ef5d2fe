package io.limpet.search.search;

import io.limpet.core.generation.ContentProjection;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.vector.UserVector;
import io.limpet.search.content.TextEncoders;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.generation.OpenGeneration.Lease;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.Hit;
import io.limpet.search.search.RankFusion.Ranking;
import io.limpet.search.search.TextIndex.Match;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.UserStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  /** Matches up to which a ranking is fused; those behind follow in the order of their words. */
  private static final int FUSED = 200;

  /** With so many matches by words, none are added by meaning. */
  private static final int ENOUGH = 10;

  private static final int ADDED = 20;

  /** By how much liking can lift an item: the top of taste counts half as much again. */
  private static final double TASTE = 0.5;

  /** What the ranking by meaning counts beside the one by words. */
  private static final double MEANING = 0.3;

  /** Puts the item whose id was typed before all others. */
  private static final double NAMED = 1;

  private final Catalogue catalogue;
  private final SignalStore signals;
  private final UserStore users;
  private final GenerationSwitch generations;
  private final TextEncoders encoders;
  private final TextIndex index;

  public ProductSearch(
      Catalogue catalogue,
      SignalStore signals,
      UserStore users,
      GenerationSwitch generations,
      TextEncoders encoders,
      TextIndex index) {
    this.catalogue = catalogue;
    this.signals = signals;
    this.users = users;
    this.generations = generations;
    this.encoders = encoders;
    this.index = index;
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
   * @param categories how many of all that were found are in each category
   */
  public record Page(int total, List<Found> found, Map<String, Integer> categories) {}

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
    List<Ranked> ranked =
        request.query().isBlank() ? browse(acceptable) : find(request, acceptable);
    ranked.sort(Ranked.BEST_FIRST);
    Map<String, Integer> categories = new HashMap<>();
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
      stored.item().categories().forEach(name -> categories.merge(name, 1, Integer::sum));
    }
    return new Page(total, page, categories);
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

  private List<Ranked> find(Request request, IntPredicate acceptable) {
    List<Match> matches = new ArrayList<>(index.search(request.query(), acceptable));
    matches.sort(Comparator.comparingDouble(Match::score).reversed());
    UserVector user = request.visitor() == null ? null : users.get(request.visitor());
    try (Lease lease = generations.lease(user == null ? "" : user.generation()).orElse(null)) {
      OpenGeneration generation = lease == null ? null : lease.generation();
      List<Integer> words = matches.stream().limit(FUSED).map(Match::number).toList();
      List<Integer> meaning = meaning(request, words, matches.size(), generation, acceptable);
      Map<Integer, Double> fused =
          RankFusion.fuse(List.of(new Ranking(words, 1), new Ranking(meaning, MEANING)));
      int named = catalogue.ids().find(request.query().strip());
      fused.computeIfPresent(named, (number, score) -> score + NAMED);
      List<Ranked> ranked = new ArrayList<>();
      fused.forEach(
          (number, score) ->
              ranked.add(
                  new Ranked(number, score * (1 + TASTE * liking(user, generation, number)))));
      // Behind the fused ones, whose scores are above 1 / 300.
      for (int i = words.size(); i < matches.size(); i++) {
        ranked.add(new Ranked(matches.get(i).number(), 1.0 / (1_000 + i)));
      }
      return ranked;
    }
  }

  /** The items nearest by meaning, of those with the words and, where they are few, of all. */
  private List<Integer> meaning(
      Request request,
      List<Integer> words,
      int found,
      @Nullable OpenGeneration generation,
      IntPredicate acceptable) {
    Optional<float[]> vector =
        generation == null ? Optional.empty() : queryVector(request.query(), generation);
    if (generation == null || vector.isEmpty()) {
      return List.of();
    }
    if (found >= ENOUGH) {
      int[] among = words.stream().mapToInt(number -> number).sorted().toArray();
      return generation.search(vector.get(), FUSED, Acceptable.among(among, acceptable)).stream()
          .map(Hit::item)
          .toList();
    }
    return generation.search(vector.get(), ADDED, Acceptable.when(acceptable)).stream()
        .map(Hit::item)
        .toList();
  }

  private Optional<float[]> queryVector(String query, OpenGeneration generation) {
    Optional<ContentProjection> projection = generation.trained().content();
    return encoders
        .of(generation.trained())
        .map(encoder -> projection.orElseThrow().vector(encoder.encode(query), Item.of("query")));
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
