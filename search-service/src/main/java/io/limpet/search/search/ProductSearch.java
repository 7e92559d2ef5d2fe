package io.limpet.search.search;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.vector.UserVector;
import io.limpet.search.filter.ColumnFilter;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.filter.PassingItems;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.generation.OpenGeneration.Lease;
import io.limpet.search.rule.Rule;
import io.limpet.search.rule.RuleReader;
import io.limpet.search.rule.RuleStore;
import io.limpet.search.rule.Ruling;
import io.limpet.search.rule.Segments;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.Columns;
import io.limpet.search.state.Rankings;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.UserStore;
import io.limpet.search.text.TextIndex;
import io.limpet.search.text.TextIndex.Match;
import io.limpet.search.text.TextIndex.Matches;
import io.limpet.search.text.TextVectors;
import io.limpet.search.text.TextVectors.Nearness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Search and browse. Words decide what is found (BM25); where few items have them, the nearest by
 * meaning follow, from the query's vector through the generation's content projection. The order is
 * the fusion of both rankings, leaned towards what the visitor likes. Without a query everything is
 * found, the most popular first. The rules of merchandisers that name the query or the surface
 * {@code search} have the last word. Thread-safe.
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
  private final PassingItems passingItems;
  private final @Nullable TextVectors vectors;
  private final RankFusion fusion;
  private final RuleStore rules;
  private final LongSupplier clock;

  public ProductSearch(
      Catalogue catalogue,
      SignalStore signals,
      UserStore users,
      GenerationSwitch generations,
      TextIndex index,
      @Nullable TextVectors vectors,
      double meaning,
      RuleStore rules,
      LongSupplier clock) {
    this.catalogue = catalogue;
    this.signals = signals;
    this.users = users;
    this.generations = generations;
    this.index = index;
    this.passingItems = new PassingItems(catalogue);
    this.vectors = vectors;
    this.fusion = new RankFusion(meaning);
    this.rules = rules;
    this.clock = clock;
  }

  /**
   * What is looked for.
   *
   * @param query words; blank to browse
   * @param visitor who looks, null if nobody in particular
   * @param device of the visitor, asked as long as nothing is known of the visitor; null if none
   * @param segments groups of visitors that the caller counts the visitor among, for rules
   * @param generation whose vectors to use if it is open, null for the visitor's own
   */
  public record Request(
      String query,
      @Nullable String visitor,
      @Nullable String device,
      Set<String> segments,
      ItemFilter filter,
      int offset,
      int limit,
      @Nullable String generation) {
    /** The usual search. */
    public Request(
        String query,
        @Nullable String visitor,
        @Nullable String device,
        Set<String> segments,
        ItemFilter filter,
        int offset,
        int limit) {
      this(query, visitor, device, segments, filter, offset, limit, null);
    }

    /** The same with this generation. */
    public Request of(@Nullable String other) {
      return new Request(query, visitor, device, segments, filter, offset, limit, other);
    }
  }

  /**
   * An item that was found.
   *
   * @param parts what the score is the sum of: {@code match}, and what rules added
   * @param number of the item in the catalogue
   */
  public record Found(CatalogueItem item, double score, Map<String, Double> parts, int number) {}

  /**
   * A page of what was found.
   *
   * @param total how many were found in all
   * @param found the page
   * @param facets what the items that were found have in common
   * @param corrected what was searched for in place of a query with words that no item has, null
   *     where nothing was changed
   * @param ruling the rules that applied
   * @param evidence what speaks for each item, null where nothing was searched for
   */
  public record Page(
      int total,
      List<Found> found,
      Facets facets,
      @Nullable String corrected,
      Ruling ruling,
      @Nullable Evidence evidence) {}

  /**
   * What was found.
   *
   * @param numbers of all of it, in any order
   * @param ranked the best of it, in any order: all of it, or as many as are looked at
   */
  @SuppressWarnings("ArrayRecordComponent") // never changed
  private record Results(
      int[] numbers,
      List<Ranked> ranked,
      @Nullable String corrected,
      @Nullable Evidence evidence) {}

  /**
   * An item on its way.
   *
   * @param match the score before rules
   */
  private record Ranked(int number, double score, double match) {
    static final Comparator<Ranked> BEST_FIRST =
        Comparator.comparingDouble(Ranked::score).reversed().thenComparingInt(Ranked::number);

    Ranked(int number, double match) {
      this(number, match, match);
    }
  }

  /** Of the scores before rules. */
  private record Range(double width) {
    static Range of(List<Ranked> ranked) {
      DoubleSummaryStatistics scores =
          ranked.stream().mapToDouble(Ranked::match).summaryStatistics();
      return new Range(Math.max(0, scores.getMax() - scores.getMin()));
    }
  }

  /** Finds. */
  public Page search(Request request) {
    return search(request, rules.all());
  }

  /** Finds, as it would with these rules. */
  public Page search(Request request, List<Rule> rules) {
    UserVector user = users.either(request.visitor(), request.device());
    Ruling ruling =
        RuleStore.searching(
            rules,
            Segments.of(
                request.visitor(), request.segments(), user != null && user.profile().events() > 0),
            request.query().isBlank() ? null : RuleReader.normal(request.query()),
            clock.getAsLong());
    boolean browses = request.query().isBlank();
    // Before the columns are looked at, which then know all of these.
    int[] passing = browses ? passingItems.of(request.filter()) : new int[0];
    Columns.View columns = catalogue.columns().view();
    IntPredicate acceptable = acceptable(request, ruling, columns);
    // What is moved may come from anywhere; else nothing behind the page and the facets matters.
    boolean moves = ruling.moves() || !ruling.pins(Integer.MAX_VALUE).isEmpty();
    int deep =
        moves ? Integer.MAX_VALUE : Math.max(Facets.DEEP, request.offset() + request.limit());
    Results results =
        browses
            ? browse(
                ruling.leavesAllIn() ? passing : IntStream.of(passing).filter(acceptable).toArray(),
                acceptable,
                deep)
            : find(request, user, acceptable, deep);
    Range range = Range.of(results.ranked());
    List<Ranked> all = ruled(ruling, acceptable, results.ranked(), range);
    int[] numbers = moves ? all.stream().mapToInt(Ranked::number).toArray() : results.numbers();
    List<Found> page = new ArrayList<>();
    List<Item> first = new ArrayList<>();
    int at = 0;
    for (Ranked one : all.subList(0, Math.min(deep, all.size()))) {
      CatalogueItem stored = catalogue.get(one.number());
      if (stored == null) {
        continue;
      }
      if (at >= request.offset() && page.size() < request.limit()) {
        page.add(new Found(stored, one.score(), parts(ruling, one, stored, range), one.number()));
      }
      if (at < Facets.DEEP) {
        first.add(stored.item());
      }
      at++;
    }
    return new Page(
        numbers.length,
        page,
        Facets.of(numbers, first, columns),
        results.corrected(),
        ruling,
        results.evidence());
  }

  private IntPredicate acceptable(Request request, Ruling ruling, Columns.View columns) {
    IntPredicate passes = ColumnFilter.of(request.filter(), catalogue, columns);
    return ruling.leavesAllIn()
        ? passes
        : passes.and(
            number -> {
              CatalogueItem item = catalogue.get(number);
              return item != null && ruling.objection(item).isEmpty();
            });
  }

  /** What was found, best first and as the rules want it. */
  private List<Ranked> ruled(
      Ruling ruling, IntPredicate acceptable, List<Ranked> ranked, Range range) {
    if (ruling.moves()) {
      ranked.replaceAll(one -> moved(ruling, one, range));
    }
    ranked.sort(Ranked.BEST_FIRST);
    SortedMap<Integer, Ranked> pins = new TreeMap<>();
    for (Rule rule : ruling.pins(Integer.MAX_VALUE)) {
      int number = catalogue.ids().find(rule.pinned());
      CatalogueItem item = catalogue.get(number);
      // Also what the words did not find; but it has to be to be had, and within the wishes.
      if (item != null && item.item().isAvailable() && acceptable.test(number)) {
        pins.put(
            rule.position(),
            ranked.stream()
                .filter(one -> one.number() == number)
                .findFirst()
                .orElseGet(() -> new Ranked(number, 0, 0)));
      }
    }
    if (pins.isEmpty()) {
      return ranked;
    }
    ranked.removeAll(pins.values());
    return Ruling.placed(pins, ranked);
  }

  private Ranked moved(Ruling ruling, Ranked one, Range range) {
    CatalogueItem stored = catalogue.get(one.number());
    if (stored == null) {
      return one;
    }
    double by =
        ruling.shifts(stored, range.width()).values().stream().mapToDouble(shift -> shift).sum();
    return new Ranked(one.number(), one.match() + by, one.match());
  }

  private static Map<String, Double> parts(
      Ruling ruling, Ranked one, CatalogueItem stored, Range range) {
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("match", one.match());
    parts.putAll(ruling.shifts(stored, range.width()));
    return parts;
  }

  /**
   * @param numbers of all that may be found
   */
  private Results browse(int[] numbers, IntPredicate acceptable, int deep) {
    Rankings rankings = signals.rankings();
    // Whoever leads the shop leads what was found; mostly that is as far as anybody looks.
    int[] leaders =
        rankings.popular().stream().mapToInt(Rankings.Ranked::number).filter(acceptable).toArray();
    int[] candidates = leaders.length >= deep ? leaders : numbers;
    var best = new PriorityQueue<Ranked>(Ranked.BEST_FIRST.reversed());
    for (int number : candidates) {
      double popularity = rankings.popularity(signals.popularity(number));
      if (best.size() < deep || popularity >= best.element().score()) {
        best.add(new Ranked(number, popularity));
        if (best.size() > deep) {
          best.remove();
        }
      }
    }
    return new Results(numbers, new ArrayList<>(best), null, null);
  }

  private Results find(
      Request request, @Nullable UserVector user, IntPredicate acceptable, int deep) {
    Matches found = index.search(request.query(), RankFusion.needed(deep, 1 + TASTE), acceptable);
    List<Match> matches = found.best();
    try (Lease lease =
        (request.generation() == null
                ? generations.lease(request.visitor(), user == null ? "" : user.generation())
                : generations.leaseOf(request.generation()))
            .orElse(null)) {
      OpenGeneration generation = lease == null ? null : lease.generation();
      float[] taste = taste(user, generation);
      Nearness near = meaning(found.corrected() == null ? request.query() : found.corrected());
      Map<Integer, Double> fused = fusion.fuse(matches, near, acceptable, catalogue.ids().size());
      int named = catalogue.ids().find(request.query().strip());
      if (named >= 0 && Arrays.stream(found.numbers()).anyMatch(number -> number == named)) {
        fused.merge(named, NAMED, Double::sum);
      }
      List<Ranked> ranked = new ArrayList<>();
      fused.forEach(
          (number, score) ->
              ranked.add(
                  new Ranked(number, score * (1 + TASTE * liking(taste, generation, number)))));
      int[] numbers =
          matches.size() < found.numbers().length
              ? found.numbers()
              : fused.keySet().stream().mapToInt(number -> number).toArray();
      return new Results(
          numbers, ranked, found.corrected(), new Evidence(matches, near, fused, TASTE));
    }
  }

  private @Nullable Nearness meaning(String query) {
    return fusion.meaning() == 0 || vectors == null ? null : vectors.near(query).orElse(null);
  }

  /** The visitor's vector in this generation, encoded on the spot if it is of another. */
  private static float @Nullable [] taste(
      @Nullable UserVector user, @Nullable OpenGeneration generation) {
    if (user == null || generation == null) {
      return null;
    }
    return user.hasVector() && user.generation().equals(generation.id())
        ? user.vector()
        : generation.encode(user.profile().recent()).orElse(null);
  }

  /** How much of their liking the visitor has for an item, 0 to 1. */
  private static double liking(
      float @Nullable [] taste, @Nullable OpenGeneration generation, int number) {
    if (taste == null || generation == null) {
      return 0;
    }
    float[] vector = generation.vector(number);
    if (vector == null || vector.length != taste.length) {
      return 0;
    }
    double lengths =
        Math.sqrt(
            (double) VectorUtil.dotProduct(vector, vector) * VectorUtil.dotProduct(taste, taste));
    return lengths > 0 ? Math.max(0, VectorUtil.dotProduct(vector, taste) / lengths) : 0;
  }
}
