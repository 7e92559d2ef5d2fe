package io.limpet.search.recommend;

import io.limpet.core.profile.RecentItem;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.index.Vectors;
import io.limpet.search.phrase.Phrase;
import io.limpet.search.phrase.Phrasebook;
import io.limpet.search.phrase.Phrases;
import io.limpet.search.state.Catalogue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says why items are shown: by the nearest item of the visitor's history, where one is near enough,
 * else by the source; in the visitor's language. Thread-safe.
 */
final class Explainer {
  /** A cosine from which two items are alike for anybody who looks at them. */
  private static final double NEAR = 0.3;

  private static final int LOOKED_BACK = 30;

  private final Catalogue catalogue;
  private final Phrases phrases;

  Explainer(Catalogue catalogue, Phrases phrases) {
    this.catalogue = catalogue;
    this.phrases = phrases;
  }

  private record Past(String itemId, Phrase because, float[] vector) {}

  List<Why> explain(Query query, List<Scored> chosen) {
    List<Past> past = past(query);
    Phrasebook book = phrases.of(query.place().languages());
    return chosen.stream().map(one -> why(query, one.candidate(), past, book)).toList();
  }

  private List<Past> past(Query query) {
    List<Past> past = new ArrayList<>();
    OpenGeneration generation = query.generation();
    if (generation == null) {
      return past;
    }
    if (query.contextItem() >= 0) {
      add(past, generation, catalogue.ids().id(query.contextItem()), Phrase.SIMILAR_TO);
      return past;
    }
    for (RecentItem item : query.interests(LOOKED_BACK)) {
      add(past, generation, item.itemId(), because(item));
    }
    return past;
  }

  private static void add(
      List<Past> past, OpenGeneration generation, String itemId, Phrase because) {
    float[] vector = generation.vector(itemId);
    if (vector != null) {
      past.add(new Past(itemId, because, vector));
    }
  }

  private static Phrase because(RecentItem item) {
    return switch (item.type()) {
      case PURCHASE -> Phrase.BOUGHT;
      case ADD_TO_CART -> Phrase.CART;
      case ADD_TO_WISHLIST -> Phrase.WISHLIST;
      case RATE -> Phrase.RATED;
      default -> Phrase.VIEWED;
    };
  }

  private static Phrase source(List<String> sources) {
    if (sources.contains(Sources.NEW)) {
      return Phrase.NEW;
    }
    if (sources.contains(Sources.TRENDING)) {
      return Phrase.TRENDING;
    }
    return sources.contains(Sources.USER_VECTOR) ? Phrase.PICKED : Phrase.POPULAR;
  }

  private Why why(Query query, Candidate candidate, List<Past> past, Phrasebook book) {
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
          book.say(because.because(), catalogue.title(because.itemId())), because.itemId());
    }
    return new Why(book.say(source(candidate.sources())), null);
  }
}
