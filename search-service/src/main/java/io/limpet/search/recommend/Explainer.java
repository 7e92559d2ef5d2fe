package io.limpet.search.recommend;

import io.limpet.core.profile.RecentItem;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.state.Catalogue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says why items are shown: by the nearest item of the visitor's history, where one is near enough,
 * else by the source. Thread-safe.
 */
final class Explainer {
  /** A cosine from which two items are alike for anybody who looks at them. */
  private static final double NEAR = 0.3;

  private static final int LOOKED_BACK = 30;

  private final Catalogue catalogue;

  Explainer(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  private record Past(String itemId, String because, float[] vector) {}

  List<Why> explain(Query query, List<Scored> chosen) {
    List<Past> past = past(query);
    return chosen.stream().map(one -> why(query, one.candidate(), past)).toList();
  }

  private List<Past> past(Query query) {
    List<Past> past = new ArrayList<>();
    OpenGeneration generation = query.generation();
    if (generation == null) {
      return past;
    }
    if (query.contextItem() >= 0) {
      add(past, generation, catalogue.ids().id(query.contextItem()), "Similar to %s");
      return past;
    }
    for (RecentItem item : query.interests(LOOKED_BACK)) {
      add(past, generation, item.itemId(), because(item));
    }
    return past;
  }

  private static void add(
      List<Past> past, OpenGeneration generation, String itemId, String because) {
    float[] vector = generation.vector(itemId);
    if (vector != null) {
      past.add(new Past(itemId, because, vector));
    }
  }

  private static String because(RecentItem item) {
    return switch (item.type()) {
      case PURCHASE -> "Because you bought %s";
      case ADD_TO_CART -> "Because you put %s into your basket";
      case ADD_TO_WISHLIST -> "Because %s is on your wish list";
      case RATE -> "Because you rated %s";
      default -> "Because you viewed %s";
    };
  }

  private Why why(Query query, Candidate candidate, List<Past> past) {
    OpenGeneration generation = query.generation();
    float @Nullable [] vector = generation == null ? null : generation.vector(candidate.number());
    double nearest = NEAR;
    Past because = null;
    for (Past item : past) {
      double cosine = Vectors.cosine(item.vector(), vector);
      if (cosine > nearest && !item.itemId().equals(candidate.itemId())) {
        nearest = cosine;
        because = item;
      }
    }
    if (because != null) {
      return new Why(
          because.because().formatted(catalogue.title(because.itemId())), because.itemId());
    }
    List<String> sources = candidate.sources();
    if (sources.contains(Sources.NEW)) {
      return new Why("New in the shop", null);
    }
    if (sources.contains(Sources.TRENDING)) {
      return new Why("Trending now", null);
    }
    return sources.contains(Sources.USER_VECTOR)
        ? new Why("Picked for you", null)
        : new Why("Popular in the shop", null);
  }
}
