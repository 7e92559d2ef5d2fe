package io.limpet.search.recommend;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.profile.RecentItem;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.index.Hit;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.Rankings.Ranked;
import io.limpet.search.state.SignalStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The candidate sources there are. To add one: a class here or beside it, a line in {@link #all}.
 */
public final class Sources {
  /** Items whose vectors have the highest dot product with the user's. */
  public static final String USER_VECTOR = "user-vector";

  /** Items like the last few that the visitor showed interest in. */
  public static final String SIMILAR_TO_RECENT = "similar-to-recent";

  /** Items like the one that is looked at. */
  public static final String SIMILAR_TO_CONTEXT = "similar-to-item";

  /** Items that many want now. */
  public static final String TRENDING = "trending";

  /** Items just added. */
  public static final String NEW = "new";

  /** Items that many ever wanted, and then any, so that no answer is short. */
  public static final String POPULAR = "popular";

  /** Items that are visited by those who visit what is looked at. */
  public static final String CO_VISITED = "co-visited";

  /** Items that are bought together with what is looked at. */
  public static final String BOUGHT_TOGETHER = "bought-together";

  /** Items that visitors like this one took lately. */
  public static final String SIMILAR_USERS = "similar-users";

  /** Items that the visitor is about to buy again. */
  public static final String REPURCHASE = "repurchase";

  /** Items that say much the same of themselves. */
  public static final String CONTENT_SIMILAR = "content-similar";

  /** Items that many want in this region, channel or category. */
  public static final String TRENDING_HERE = "trending-here";

  /** Items that many want of the categories that the visitor cares for. */
  public static final String OWN_CATEGORIES = "own-categories";

  private static final int RECENT_ITEMS = 3;
  private static final long TRENDING_MILLIS = 7 * 86_400_000L;

  private Sources() {}

  /** The names that a surface may give a quota. */
  public static final Set<String> NAMES =
      Set.of(
          USER_VECTOR,
          SIMILAR_TO_RECENT,
          SIMILAR_TO_CONTEXT,
          CO_VISITED,
          BOUGHT_TOGETHER,
          SIMILAR_USERS,
          REPURCHASE,
          CONTENT_SIMILAR,
          TRENDING_HERE,
          OWN_CATEGORIES,
          TRENDING,
          NEW,
          POPULAR);

  /** All of them. */
  public static List<CandidateSource> all(Knowledge knowledge) {
    var candidates = new Candidates(knowledge.catalogue());
    return Stream.of(
            Stream.of(
                new ByUserVector(candidates),
                new SimilarToRecent(candidates),
                new SimilarToContext(candidates)),
            MoreSources.all(knowledge, candidates),
            Stream.of(
                new Trending(candidates, knowledge.signals()),
                new JustAdded(candidates, knowledge.newItems()),
                new Popular(candidates, knowledge.signals())))
        .<CandidateSource>flatMap(sources -> sources)
        .toList();
  }

  /** Makes candidates of numbers. */
  record Candidates(Catalogue catalogue) {
    List<Candidate> of(IntStream numbers, Query query, int quota, String source) {
      List<Candidate> all = new ArrayList<>();
      var it = numbers.iterator();
      while (all.size() < quota && it.hasNext()) {
        int number = it.nextInt();
        CatalogueItem item = catalogue.get(number);
        if (item != null && query.acceptable().test(number)) {
          all.add(Candidate.of(number, item, source));
        }
      }
      return all;
    }

    IntStream numbers() {
      return IntStream.range(0, catalogue.ids().size());
    }

    int number(String itemId) {
      return catalogue.ids().find(itemId);
    }
  }

  private record ByUserVector(Candidates candidates) implements CandidateSource {
    @Override
    public String name() {
      return USER_VECTOR;
    }

    @Override
    public List<Candidate> fetch(Query query, int quota) {
      OpenGeneration generation = query.generation();
      float[] vector = query.vector();
      if (generation == null || vector == null) {
        return List.of();
      }
      // What the visitor has bought will be filtered out again; it must not use up the quota.
      int k = quota + (query.surface().hiding().bought() ? query.bought().size() : 0);
      return candidates.of(
          generation.search(vector, k, query.acceptable()).stream().mapToInt(Hit::item),
          query,
          k,
          name());
    }
  }

  private record SimilarToRecent(Candidates candidates) implements CandidateSource {
    @Override
    public String name() {
      return SIMILAR_TO_RECENT;
    }

    @Override
    public List<Candidate> fetch(Query query, int quota) {
      OpenGeneration generation = query.generation();
      if (generation == null) {
        return List.of();
      }
      List<RecentItem> recent = query.interests(RECENT_ITEMS);
      IntStream all = IntStream.empty();
      for (RecentItem item : recent) {
        int k = Math.max(1, quota / recent.size());
        int number = candidates.number(item.itemId());
        all = IntStream.concat(all, generation.similar(number, k, query.acceptable()));
      }
      return candidates.of(all.distinct(), query, quota, name());
    }
  }

  private record SimilarToContext(Candidates candidates) implements CandidateSource {
    @Override
    public String name() {
      return SIMILAR_TO_CONTEXT;
    }

    @Override
    public List<Candidate> fetch(Query query, int quota) {
      OpenGeneration generation = query.generation();
      if (generation == null || query.contextItem() < 0) {
        return List.of();
      }
      return candidates.of(
          generation.similar(query.contextItem(), quota, query.acceptable()), query, quota, name());
    }
  }

  private record Trending(Candidates candidates, SignalStore signals) implements CandidateSource {
    @Override
    public String name() {
      return TRENDING;
    }

    @Override
    public List<Candidate> fetch(Query query, int quota) {
      long since = query.nowMillis() - TRENDING_MILLIS;
      return candidates.of(
          signals.rankings().trending().stream()
              .filter(ranked -> ranked.latestMillis() >= since)
              .mapToInt(Ranked::number),
          query,
          quota,
          name());
    }
  }

  private record JustAdded(Candidates candidates, NewItems newItems) implements CandidateSource {
    @Override
    public String name() {
      return NEW;
    }

    @Override
    public List<Candidate> fetch(Query query, int quota) {
      return candidates.of(newItems.newestFirst(query), query, quota, name());
    }
  }

  private record Popular(Candidates candidates, SignalStore signals) implements CandidateSource {
    private static final Comparator<Ranked> LEAST_FIRST =
        Comparator.comparingDouble(Ranked::value)
            .thenComparing(Comparator.comparingInt(Ranked::number).reversed());

    @Override
    public String name() {
      return POPULAR;
    }

    @Override
    public List<Candidate> fetch(Query query, int quota) {
      int least = Math.max(quota, query.limit());
      int hidden = query.surface().hiding().bought() ? query.bought().size() : 0;
      int k = least + hidden + query.history().size();
      IntStream leaders = signals.rankings().popular().stream().mapToInt(Ranked::number);
      int[] among = query.acceptable().items();
      IntStream others = among == null ? candidates.numbers() : IntStream.of(mostPopular(among, k));
      return candidates.of(IntStream.concat(leaders, others).distinct(), query, k, name());
    }

    /** The most popular of some items, most first: those that lead, and what is behind them. */
    private int[] mostPopular(int[] among, int k) {
      var least = new PriorityQueue<Ranked>(LEAST_FIRST);
      for (int number : among) {
        double popularity = signals.popularity(number);
        if (least.size() < k) {
          least.add(new Ranked(number, popularity, 0));
        } else if (popularity > least.element().value()) {
          least.remove();
          least.add(new Ranked(number, popularity, 0));
        }
      }
      return least.stream().sorted(LEAST_FIRST.reversed()).mapToInt(Ranked::number).toArray();
    }
  }
}
