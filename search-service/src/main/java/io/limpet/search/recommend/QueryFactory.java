package io.limpet.search.recommend;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import io.limpet.search.filter.ColumnFilter;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.filter.PassingItems;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.Sample;
import io.limpet.search.recommend.Recommender.Request;
import io.limpet.search.rule.Rule;
import io.limpet.search.rule.RuleStore;
import io.limpet.search.rule.Ruling;
import io.limpet.search.rule.Segments;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.Columns;
import io.limpet.search.surface.Surface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes queries of requests: the visitor's history and vector, the rules that apply, what was shown
 * lately, and which items may be brought at all. Thread-safe.
 */
final class QueryFactory {
  /**
   * Up to so many items a filter is asked of each before recall. Beyond, only one that few items
   * pass: it would lead a search by vectors astray, and its few are compared one by one.
   */
  private static final int FILTERED_AHEAD = 50_000;

  /** So many items say how many pass a filter. */
  private static final int SAMPLED = 1_000;

  /** Few is this share. */
  private static final double NARROW = 0.05;

  private final Knowledge knowledge;
  private final Catalogue catalogue;
  private final PassingItems passing;
  private final LongSupplier clock;

  QueryFactory(Knowledge knowledge, LongSupplier clock) {
    this.knowledge = knowledge;
    this.catalogue = knowledge.catalogue();
    this.passing = new PassingItems(catalogue);
    this.clock = clock;
  }

  /**
   * The query of a request.
   *
   * @param id of the recommendation
   * @param user what is known of the visitor, or null
   * @param generation the one that answers, held until the answer is made, or null
   */
  Query of(
      Request request,
      String id,
      List<Rule> rules,
      @Nullable UserVector user,
      @Nullable OpenGeneration generation) {
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
    Ruling ruling =
        RuleStore.active(
            rules,
            request.surface().name(),
            Segments.of(request.visitor(), request.place().segments(), profile.events() > 0),
            request.place().query(),
            clock.getAsLong());
    return new Query(
        id,
        request.visitor(),
        request.surface(),
        history,
        Set.copyOf(profile.bought()),
        context,
        request.place(),
        ruling,
        shown(request),
        request.limit(),
        request.filter(),
        request.excluded(),
        acceptable(request, context, ruling),
        generation,
        vector,
        clock.getAsLong(),
        request.explain(),
        request.assignments());
  }

  private Map<Integer, Integer> shown(Request request) {
    Surface.Hiding hiding = request.surface().hiding();
    return hiding.impressions() == 0
        ? Map.of()
        : knowledge
            .impressions()
            .since(request.visitor(), clock.getAsLong() - hiding.impressedWithin().toMillis());
  }

  private Acceptable acceptable(Request request, int context, Ruling ruling) {
    Columns.View columns = catalogue.columns().view();
    boolean everywhere = ruling.leavesAllIn();
    IntPredicate wanted =
        number ->
            columns.isAvailable(number)
                && number != context
                && (request.excluded().isEmpty()
                    || !request.excluded().contains(catalogue.ids().id(number)))
                && ((everywhere && !columns.isAttributed(number))
                    || isOffered(request, number, ruling));
    List<ItemFilter> filters =
        Stream.of(request.filter(), request.surface().filter().filter())
            .filter(filter -> !filter.equals(ItemFilter.ALL))
            .toList();
    if (filters.isEmpty()) {
      return Acceptable.when(wanted);
    }
    ItemFilter filter = new ItemFilter.And(filters);
    IntPredicate passes = ColumnFilter.of(filter, catalogue, columns);
    if (isNarrow(passes)) {
      return among(IntStream.of(passing.of(filter)).filter(wanted));
    }
    // Before the look at the item itself, which the filter seldom needs.
    IntPredicate test = passes.and(wanted);
    return isNarrow(test)
        ? among(IntStream.range(0, catalogue.ids().size()).filter(test))
        : Acceptable.when(test);
  }

  private static Acceptable among(IntStream numbers) {
    return Acceptable.among(numbers.toArray(), number -> true);
  }

  private boolean isOffered(Request request, int number, Ruling ruling) {
    CatalogueItem item = catalogue.get(number);
    return item != null
        && request.place().objection(item.item()).isEmpty()
        && ruling.objection(item).isEmpty();
  }

  /** Whether few items pass, as far as a thousand of them tell. */
  private boolean isNarrow(IntPredicate test) {
    int size = catalogue.ids().size();
    if (size <= FILTERED_AHEAD) {
      return true;
    }
    int passed = 0;
    for (int i = 0; i < SAMPLED; i++) {
      passed += test.test(Sample.of(i, size)) ? 1 : 0;
    }
    return passed <= NARROW * SAMPLED;
  }
}
