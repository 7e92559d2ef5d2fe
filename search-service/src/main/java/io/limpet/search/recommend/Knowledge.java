package io.limpet.search.recommend;

import io.limpet.core.event.CleanEvent;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.Companions;
import io.limpet.search.state.Companions.Companion;
import io.limpet.search.state.Contents;
import io.limpet.search.state.Impressions;
import io.limpet.search.state.ItemIds;
import io.limpet.search.state.LocalTrends;
import io.limpet.search.state.Neighbours;
import io.limpet.search.state.Repurchases;
import io.limpet.search.state.SignalStore;
import io.limpet.search.state.TopicReader;
import io.limpet.search.state.UserStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All that sources, filters and features draw on, in memory. Thread-safe. */
public record Knowledge(
    Catalogue catalogue,
    SignalStore signals,
    NewItems newItems,
    Companions companions,
    Neighbours neighbours,
    Repurchases repurchases,
    Contents contents,
    Impressions impressions,
    LocalTrends localTrends)
    implements TopicReader.Sink<CleanEvent> {
  private static final int RECENT_ITEMS = 3;

  /** Pairs met so seldom count little, however strong they look beside the others. */
  private static final double FEW = 3;

  /** Makes the parts, and lets those that learn of items and visitors listen. */
  public static Knowledge listening(Catalogue catalogue, UserStore users, SignalStore signals) {
    ItemIds ids = catalogue.ids();
    var knowledge =
        new Knowledge(
            catalogue,
            signals,
            new NewItems(catalogue),
            new Companions(ids),
            new Neighbours(ids),
            new Repurchases(catalogue),
            new Contents(catalogue),
            new Impressions(ids),
            new LocalTrends(ids));
    catalogue.listen(knowledge.newItems());
    catalogue.listen(knowledge.contents());
    users.listen(knowledge.companions());
    users.listen(knowledge.neighbours());
    users.listen(knowledge.repurchases());
    return knowledge;
  }

  /** Takes in an event that just happened. */
  @Override
  public void take(String visitor, @Nullable CleanEvent event) {
    if (event != null) {
      impressions.take(event);
      localTrends.take(event);
    }
  }

  /** What rankers are told of items and visitors. */
  RankingFacts rankingFacts() {
    return new RankingFacts(catalogue, signals);
  }

  /** Numbers of the item that is looked at, else of the last ones that the visitor cared for. */
  IntStream lookedAt(Query query, int most) {
    return query.contextItem() >= 0
        ? IntStream.of(query.contextItem())
        : query.interests(most).stream()
            .mapToInt(recent -> catalogue.ids().find(recent.itemId()))
            .filter(number -> number >= 0);
  }

  /** How strongly items go together with what is looked at, against the strongest, 0 to 1. */
  Map<Integer, Double> together(Query query) {
    Map<Integer, Double> strengths = new HashMap<>();
    if (query.surface().weights().together() == 0) {
      return strengths;
    }
    double[] most = new double[2];
    lookedAt(query, RECENT_ITEMS)
        .forEach(
            item -> {
              for (List<Companion> all :
                  List.of(companions.visitedWith(item), companions.boughtWith(item))) {
                for (Companion one : all) {
                  double strength = strengths.merge(one.number(), one.strength(), Double::sum);
                  most[0] = Math.max(most[0], strength);
                  most[1] = Math.max(most[1], one.count());
                }
              }
            });
    double sure = most[1] / (most[1] + FEW);
    strengths.replaceAll((item, strength) -> sure * strength / most[0]);
    return strengths;
  }

  /** How long an item that the visitor bought is due, in its intervals; 0 if it is not. */
  double due(Query query, String itemId) {
    return query.bought().contains(itemId)
        ? repurchases.due(query.history(), itemId, query.nowMillis())
        : 0;
  }
}
