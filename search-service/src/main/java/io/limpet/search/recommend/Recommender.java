package io.limpet.search.recommend;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.generation.OpenGeneration.Lease;
import io.limpet.search.index.Acceptable;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.UserStore;
import io.limpet.search.surface.Surface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for recommendations: gathers what is known of who asks, holds one generation and
 * runs the pipeline. Thread-safe.
 */
public final class Recommender {
  /** Up to so many items a caller's filter is asked of each before recall; above, during it. */
  private static final int FILTERED_AHEAD = 50_000;

  private final Catalogue catalogue;
  private final UserStore users;
  private final GenerationSwitch generations;
  private final Pipeline pipeline;
  private final Explainer explainer;
  private final LongSupplier clock;

  public Recommender(
      Catalogue catalogue,
      UserStore users,
      GenerationSwitch generations,
      Pipeline pipeline,
      LongSupplier clock) {
    this.catalogue = catalogue;
    this.users = users;
    this.generations = generations;
    this.pipeline = pipeline;
    this.explainer = new Explainer(catalogue);
    this.clock = clock;
  }

  /**
   * What a caller asks for.
   *
   * @param visitor key of the visitor, null if nobody in particular
   * @param history what the caller knows the visitor did, oldest first; goes after what is known
   * @param contextItem id of the item that is looked at
   */
  public record Request(
      @Nullable String visitor,
      List<RecentItem> history,
      Surface surface,
      @Nullable String contextItem,
      int limit,
      ItemFilter filter,
      Set<String> excluded,
      boolean explain) {
    /** The usual answer for a visitor. */
    public static Request of(@Nullable String visitor, Surface surface, int limit) {
      return new Request(visitor, List.of(), surface, null, limit, ItemFilter.ALL, Set.of(), false);
    }
  }

  /**
   * An answer.
   *
   * @param whys a reason for each item that was chosen
   */
  public record Answer(Query query, PipelineResult result, List<Why> whys) {}

  /** Answers, and lets the side effects follow. */
  public Answer recommend(Request request) {
    Answer answer = rehearse(request);
    pipeline.follow(answer.query(), answer.result());
    return answer;
  }

  /** Answers without side effects. */
  public Answer rehearse(Request request) {
    return with(
        request,
        query -> {
          PipelineResult result = pipeline.run(query);
          return new Answer(query, result, explainer.explain(query, result.chosen()));
        });
  }

  private <T> T with(Request request, Function<Query, T> answer) {
    UserVector user = request.visitor() == null ? null : users.get(request.visitor());
    try (Lease lease = generations.lease(user == null ? "" : user.generation()).orElse(null)) {
      return answer.apply(query(request, user, lease == null ? null : lease.generation()));
    }
  }

  private Query query(
      Request request, @Nullable UserVector user, @Nullable OpenGeneration generation) {
    UserProfile profile = user == null ? UserProfile.empty() : user.profile();
    List<RecentItem> history = profile.recent();
    float @Nullable [] vector = null;
    if (!request.history().isEmpty()) {
      history = new ArrayList<>(profile.recent());
      history.addAll(request.history());
      history.sort(Comparator.comparingLong(RecentItem::timestampMillis));
    } else if (user != null
        && generation != null
        && user.hasVector()
        && user.generation().equals(generation.id())
        && user.vector().length == generation.trained().dimensions()) {
      vector = user.vector();
    }
    if (vector == null && generation != null && !history.isEmpty()) {
      vector = generation.encode(history).orElse(null);
    }
    int context =
        request.contextItem() == null || catalogue.get(request.contextItem()) == null
            ? -1
            : catalogue.ids().find(request.contextItem());
    return new Query(
        UUID.randomUUID().toString(),
        request.visitor(),
        request.surface(),
        history,
        Set.copyOf(profile.bought()),
        context,
        request.limit(),
        request.filter(),
        request.excluded(),
        acceptable(request, context),
        generation,
        vector,
        clock.getAsLong(),
        request.explain());
  }

  private Acceptable acceptable(Request request, int context) {
    IntPredicate test =
        number -> {
          CatalogueItem item = catalogue.get(number);
          return item != null
              && item.item().isAvailable()
              && number != context
              && (request.excluded().isEmpty()
                  || !request.excluded().contains(item.item().itemId()))
              && request.filter().test(item.item())
              && request.surface().filter().filter().test(item.item());
        };
    boolean everything =
        request.filter().equals(ItemFilter.ALL)
            && request.surface().filter().filter().equals(ItemFilter.ALL);
    if (everything || catalogue.size() > FILTERED_AHEAD) {
      return Acceptable.when(test);
    }
    int[] all = IntStream.range(0, catalogue.ids().size()).filter(test).toArray();
    return Acceptable.among(all, number -> true);
  }
}
