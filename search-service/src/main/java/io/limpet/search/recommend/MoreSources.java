package io.limpet.search.recommend;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.core.profile.RecentItem;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.recommend.Sources.Candidates;
import io.limpet.search.state.Companions.Companion;
import io.limpet.search.state.Rankings;
import io.limpet.search.state.Rankings.Ranked;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The sources that learn from what others did, and from what items say of themselves. */
final class MoreSources {
  private static final int RECENT_ITEMS = 5;
  private static final long TRENDING_MILLIS = 7 * 86_400_000L;

  /** What is overdue by so many intervals is not wanted any more. */
  private static final double LOST = 4;

  private MoreSources() {}

  static Stream<CandidateSource> all(Knowledge knowledge, Candidates candidates) {
    return Stream.of(
        new Together(
            Sources.CO_VISITED, knowledge, candidates, knowledge.companions()::visitedWith),
        new Together(
            Sources.BOUGHT_TOGETHER, knowledge, candidates, knowledge.companions()::boughtWith),
        new SimilarUsers(knowledge, candidates),
        new Repurchase(knowledge, candidates),
        new ContentSimilar(knowledge, candidates),
        new TrendingHere(knowledge, candidates),
        new OwnCategories(knowledge, candidates));
  }

  /** What is met together with the item that is looked at, or with the last few. */
  private record Together(
      String name,
      Knowledge knowledge,
      Candidates candidates,
      IntFunction<List<Companion>> companions)
      implements CandidateSource {
    @Override
    public List<Candidate> fetch(Query query, int quota) {
      Map<Integer, Double> strengths = new HashMap<>();
      knowledge
          .lookedAt(query, RECENT_ITEMS)
          .forEach(
              item ->
                  companions
                      .apply(item)
                      .forEach(one -> strengths.merge(one.number(), one.strength(), Double::sum)));
      return candidates.of(strongestFirst(strengths), query, quota, name);
    }
  }

  private static IntStream strongestFirst(Map<Integer, Double> strengths) {
    return strengths.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .mapToInt(Map.Entry::getKey);
  }

  private record SimilarUsers(Knowledge knowledge, Candidates candidates)
      implements CandidateSource {
    @Override
    public String name() {
      return Sources.SIMILAR_USERS;
    }

    @Override
    public List<Candidate> fetch(Query query, int quota) {
      OpenGeneration generation = query.generation();
      float[] vector = query.vector();
      if (generation == null || vector == null) {
        return List.of();
      }
      List<Integer> took =
          knowledge.neighbours().took(query.visitor(), generation.id(), vector, 3 * quota);
      return candidates.of(took.stream().mapToInt(n -> n), query, quota, name());
    }
  }

  private record Repurchase(Knowledge knowledge, Candidates candidates) implements CandidateSource {
    private record Due(int number, double intervals) {}

    @Override
    public String name() {
      return Sources.REPURCHASE;
    }

    @Override
    public List<Candidate> fetch(Query query, int quota) {
      IntStream due =
          query.bought().stream()
              .map(id -> new Due(candidates.number(id), knowledge.due(query, id)))
              .filter(one -> one.intervals() > 0 && one.intervals() < LOST)
              .sorted(
                  Comparator.comparingDouble((Due one) -> Math.abs(Math.log(one.intervals())))
                      .thenComparingInt(Due::number))
              .mapToInt(Due::number);
      return candidates.of(due, query, quota, name());
    }
  }

  private record ContentSimilar(Knowledge knowledge, Candidates candidates)
      implements CandidateSource {
    @Override
    public String name() {
      return Sources.CONTENT_SIMILAR;
    }

    @Override
    public List<Candidate> fetch(Query query, int quota) {
      int[] items = knowledge.lookedAt(query, 3).toArray();
      IntStream like =
          IntStream.of(items)
              .flatMap(
                  item ->
                      knowledge.contents().like(item, 2 * quota / items.length + 1).stream()
                          .mapToInt(n -> n))
              .distinct();
      return candidates.of(like, query, quota, name());
    }
  }

  /** What is wanted where the visitor is: the region, the channel, else the category. */
  private record TrendingHere(Knowledge knowledge, Candidates candidates)
      implements CandidateSource {
    @Override
    public String name() {
      return Sources.TRENDING_HERE;
    }

    @Override
    public List<Candidate> fetch(Query query, int quota) {
      Place place = query.place();
      IntStream local =
          knowledge.localTrends().leading(place.region(), place.channel(), 3 * quota).stream()
              .mapToInt(number -> number);
      String category = place.category();
      if (category == null && query.contextItem() >= 0) {
        var item = knowledge.catalogue().get(query.contextItem());
        category = item == null ? null : item.item().topCategory().orElse(null);
      }
      if (category == null) {
        return candidates.of(local, query, quota, name());
      }
      String wanted = category;
      long since = query.nowMillis() - TRENDING_MILLIS;
      IntStream ofCategory =
          knowledge.signals().rankings().trending().stream()
              .filter(ranked -> ranked.latestMillis() >= since)
              .mapToInt(Ranked::number);
      return candidates
          .of(IntStream.concat(local, ofCategory).distinct(), query, Integer.MAX_VALUE, name())
          .stream()
          .filter(candidate -> candidate.item().categories().contains(wanted))
          .limit(quota)
          .toList();
    }
  }

  /**
   * What leads in the top categories of the visitor's last {@link #LAST} items of interest, of each
   * as many as its share in these: what trends first, then what many ever wanted.
   */
  private record OwnCategories(Knowledge knowledge, Candidates candidates)
      implements CandidateSource {
    private static final int LAST = 20;

    @Override
    public String name() {
      return Sources.OWN_CATEGORIES;
    }

    @Override
    public List<Candidate> fetch(Query query, int quota) {
      Map<String, Double> left = shares(query);
      left.replaceAll((category, share) -> Math.ceil(quota * share));
      Rankings rankings = knowledge.signals().rankings();
      long since = query.nowMillis() - TRENDING_MILLIS;
      IntStream trending =
          rankings.trending().stream()
              .filter(ranked -> ranked.latestMillis() >= since)
              .mapToInt(Ranked::number);
      IntStream popular = rankings.popular().stream().mapToInt(Ranked::number);
      if (left.isEmpty()) {
        return List.of();
      }
      return candidates
          .of(IntStream.concat(trending, popular).distinct(), query, Integer.MAX_VALUE, name())
          .stream()
          .filter(one -> left.merge(category(one.item()), -1.0, Double::sum) >= 0)
          .limit(quota)
          .toList();
    }

    private Map<String, Double> shares(Query query) {
      Map<String, Double> shares = new HashMap<>();
      for (RecentItem recent : query.interests(LAST)) {
        CatalogueItem stored = knowledge.catalogue().get(recent.itemId());
        if (stored != null && !category(stored.item()).isEmpty()) {
          shares.merge(
              category(stored.item()), (double) recent.type().defaultWeight(), Double::sum);
        }
      }
      double sum = shares.values().stream().mapToDouble(weight -> weight).sum();
      shares.replaceAll((category, weight) -> weight / sum);
      return shares;
    }

    private static String category(Item item) {
      return item.topCategory().orElse("");
    }
  }
}
