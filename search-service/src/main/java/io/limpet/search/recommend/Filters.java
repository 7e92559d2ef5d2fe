package io.limpet.search.recommend;

import io.limpet.core.event.EventType;
import io.limpet.core.profile.RecentItem;
import java.util.List;
import java.util.Optional;

/** The filters there are. To add one: a class here or beside it, a line in {@link #all}. */
public final class Filters {
  private Filters() {}

  /** All of them, the cheapest first. */
  public static List<Filter> all(Knowledge knowledge) {
    return List.of(
        new Excluded(),
        new Unavailable(),
        new Elsewhere(),
        new Ruled(),
        new Unwanted(),
        new Bought(knowledge),
        new Impressed(),
        new Touched(),
        new Disliked());
  }

  /** Those that no merchandiser can overrule. */
  static List<Filter> always() {
    return List.of(
        new Excluded(),
        new Unavailable(),
        new Elsewhere(),
        new Ruled(),
        new Unwanted(),
        new Disliked());
  }

  private record Ruled() implements Filter {
    @Override
    public String name() {
      return "rule";
    }

    @Override
    public Optional<String> objection(Query query, Candidate candidate) {
      return query.ruling().objection(candidate.stored());
    }
  }

  private record Excluded() implements Filter {
    @Override
    public String name() {
      return "exclude";
    }

    @Override
    public Optional<String> objection(Query query, Candidate candidate) {
      if (candidate.number() == query.contextItem()) {
        return Optional.of("is the item that is looked at");
      }
      return query.excluded().contains(candidate.itemId())
          ? Optional.of("the caller excluded it")
          : Optional.empty();
    }
  }

  private record Unavailable() implements Filter {
    @Override
    public String name() {
      return "available";
    }

    @Override
    public Optional<String> objection(Query query, Candidate candidate) {
      return candidate.item().isAvailable() ? Optional.empty() : Optional.of("is out of stock");
    }
  }

  private record Unwanted() implements Filter {
    @Override
    public String name() {
      return "filter";
    }

    @Override
    public Optional<String> objection(Query query, Candidate candidate) {
      if (!query.filter().test(candidate.stored())) {
        return Optional.of("the caller's filter does not let it pass");
      }
      return query.surface().filter().filter().test(candidate.stored())
          ? Optional.empty()
          : Optional.of("the filter of the surface does not let it pass");
    }
  }

  private record Bought(Knowledge knowledge) implements Filter {
    @Override
    public String name() {
      return "bought";
    }

    @Override
    public Optional<String> objection(Query query, Candidate candidate) {
      return query.surface().hiding().bought()
              && query.bought().contains(candidate.itemId())
              && knowledge.due(query, candidate.itemId()) == 0
          ? Optional.of("was bought")
          : Optional.empty();
    }
  }

  private record Touched() implements Filter {
    @Override
    public String name() {
      return "touched";
    }

    @Override
    public Optional<String> objection(Query query, Candidate candidate) {
      long since = query.nowMillis() - query.surface().hiding().touched().toMillis();
      for (RecentItem recent : query.history().reversed()) {
        if (recent.timestampMillis() < since) {
          break;
        }
        if (recent.itemId().equals(candidate.itemId())) {
          return Optional.of("the visitor saw it a moment ago (" + recent.type().wireName() + ")");
        }
      }
      return Optional.empty();
    }
  }

  private record Disliked() implements Filter {
    @Override
    public String name() {
      return "disliked";
    }

    @Override
    public Optional<String> objection(Query query, Candidate candidate) {
      if (query.surface().hiding().disliked()) {
        for (RecentItem recent : query.history()) {
          if (recent.type() == EventType.NOT_INTERESTED
              && recent.itemId().equals(candidate.itemId())) {
            return Optional.of("the visitor is not interested in it");
          }
        }
      }
      return Optional.empty();
    }
  }

  private record Elsewhere() implements Filter {
    @Override
    public String name() {
      return "place";
    }

    @Override
    public Optional<String> objection(Query query, Candidate candidate) {
      return query.place().objection(candidate.item());
    }
  }

  private record Impressed() implements Filter {
    @Override
    public String name() {
      return "impressed";
    }

    @Override
    public Optional<String> objection(Query query, Candidate candidate) {
      int most = query.surface().hiding().impressions();
      int times = query.shown().getOrDefault(candidate.number(), 0);
      return most > 0 && times >= most
          ? Optional.of("was shown %d times lately".formatted(times))
          : Optional.empty();
    }
  }
}
