package io.limpet.search.recommend;

import io.limpet.core.event.Faults;
import io.limpet.core.experiment.Assignment;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.profile.UserProfile;
import io.limpet.core.vector.UserVector;
import io.limpet.search.filter.ColumnFilter;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.generation.OpenGeneration.Lease;
import io.limpet.search.index.Acceptable;
import io.limpet.search.index.Sample;
import io.limpet.search.phrase.Phrases;
import io.limpet.search.recommend.Pages.Left;
import io.limpet.search.rule.Rule;
import io.limpet.search.rule.RuleStore;
import io.limpet.search.rule.Ruling;
import io.limpet.search.rule.Segments;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.Columns;
import io.limpet.search.state.UserStore;
import io.limpet.search.surface.Surface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for recommendations: gathers what is known of who asks, holds one generation and
 * runs the pipeline. Thread-safe.
 */
public final class Recommender {
  /**
   * Up to so many items a filter is asked of each before recall. Beyond, only one that few items
   * pass: it would lead a search by vectors astray, and its few are compared one by one.
   */
  private static final int FILTERED_AHEAD = 50_000;

  /** So many items say how many pass a filter. */
  private static final int SAMPLED = 1_000;

  /** Few is this share. */
  private static final double NARROW = 0.05;

  /** So many items, evenly spread, are asked why they are not in an empty answer. */
  private static final int REASONED = 2_000;

  private static final String REHEARSAL = "rehearsal";

  private final Knowledge knowledge;
  private final Catalogue catalogue;
  private final UserStore users;
  private final GenerationSwitch generations;
  private final Pipeline pipeline;
  private final List<Filter> filters;
  private final Pages pages;
  private final RuleStore rules;
  private final Explainer explainer;
  private final LongSupplier clock;

  public Recommender(
      Knowledge knowledge,
      UserStore users,
      GenerationSwitch generations,
      Pipeline pipeline,
      List<Filter> filters,
      Pages pages,
      RuleStore rules,
      Phrases phrases,
      LongSupplier clock) {
    this.knowledge = knowledge;
    this.catalogue = knowledge.catalogue();
    this.users = users;
    this.generations = generations;
    this.pipeline = pipeline;
    this.filters = filters;
    this.pages = pages;
    this.rules = rules;
    this.explainer = new Explainer(catalogue, phrases);
    this.clock = clock;
  }

  /**
   * What a caller asks for.
   *
   * @param visitor key of the visitor, null if nobody in particular
   * @param device key of the visitor's device, asked as long as nothing is known of the visitor:
   *     who has just signed in is known in a moment; null if there is none
   * @param history what the caller knows the visitor did, oldest first; goes after what is known
   * @param contextItem id of the item that is looked at
   * @param place where the visitor is
   * @param generation whose vectors to use if it is open, null for the visitor's own
   * @param assignments the experiments that decided the surface or the generation
   */
  public record Request(
      @Nullable String visitor,
      @Nullable String device,
      List<RecentItem> history,
      Surface surface,
      @Nullable String contextItem,
      Place place,
      int limit,
      ItemFilter filter,
      Set<String> excluded,
      @Nullable String generation,
      boolean explain,
      List<Assignment> assignments) {
    /** A request that no experiment decides. */
    public Request(
        @Nullable String visitor,
        @Nullable String device,
        List<RecentItem> history,
        Surface surface,
        @Nullable String contextItem,
        Place place,
        int limit,
        ItemFilter filter,
        Set<String> excluded,
        @Nullable String generation,
        boolean explain) {
      this(
          visitor,
          device,
          history,
          surface,
          contextItem,
          place,
          limit,
          filter,
          excluded,
          generation,
          explain,
          List.of());
    }

    /** The same as an experiment decided it. */
    public Request decided(
        Surface other, @Nullable String ofGeneration, List<Assignment> decidedBy) {
      return new Request(
          visitor,
          device,
          history,
          other,
          contextItem,
          place,
          limit,
          filter,
          excluded,
          ofGeneration,
          explain,
          decidedBy);
    }

    /** The usual answer for a visitor. */
    public static Request of(@Nullable String visitor, Surface surface, int limit) {
      return new Request(
          visitor,
          null,
          List.of(),
          surface,
          null,
          Place.UNKNOWN,
          limit,
          ItemFilter.ALL,
          Set.of(),
          null,
          false);
    }

    /** The same from the generation of an answer before, unless the caller wants another. */
    Request continued(String before) {
      return new Request(
          visitor,
          device,
          history,
          surface,
          contextItem,
          place,
          limit,
          filter,
          excluded,
          generation == null ? before : generation,
          explain,
          assignments);
    }
  }

  /**
   * An answer.
   *
   * @param whys a reason for each item that was chosen
   * @param nextCursor leads to the next page, null if there is none
   * @param nothingLeft where nothing was chosen, how many items each filter objects to first;
   *     counted over two thousand items at most, drawn evenly
   */
  public record Answer(
      Query query,
      PipelineResult result,
      List<Why> whys,
      @Nullable String nextCursor,
      Map<String, Integer> nothingLeft) {}

  /** Answers, and lets the side effects follow. */
  public Answer recommend(Request request) {
    return followed(answer(request, UUID.randomUUID().toString(), rules.all()));
  }

  /**
   * Answers with the next page of an answer that was given: none of its items again, in the order
   * they had then. What may not be shown any more is left out. It goes on with the generation of
   * that answer as long as that is open, whichever answers the visitor by now.
   *
   * @param cursor of the page before
   * @throws CursorException when it leads nowhere
   */
  public Answer next(Request request, String cursor) {
    Left left = pages.read(cursor, clock.getAsLong());
    must("user_id", visitor(request), left.visitor());
    must("surface", request.surface().name(), left.surface());
    return followed(
        with(
            request.continued(left.generation()),
            left.recommendationId(),
            rules.all(),
            query -> {
              if (!query.generationId().equals(left.generation())) {
                throw CursorException.gone(
                    "cursor is of generation \"%s\", and \"%s\" answers now"
                        .formatted(left.generation(), query.generationId()));
              }
              return answer(
                  query, pipeline.next(query, scored(left), left.shown()), left.madeMillis());
            }));
  }

  private static void must(String field, String asked, String was) {
    if (!asked.equals(was)) {
      throw CursorException.bad(
          "cursor is of another %s (\"%s\"); send it with the request that it came from"
              .formatted(field, Faults.shown(was)));
    }
  }

  private static String visitor(Request request) {
    return request.visitor() == null ? "" : request.visitor();
  }

  private List<Scored> scored(Left left) {
    List<Scored> scored = new ArrayList<>();
    for (Pages.Item item : left.items()) {
      int number = catalogue.ids().find(item.itemId());
      CatalogueItem stored = catalogue.get(number);
      if (stored != null) {
        scored.add(new Scored(Candidate.of(number, stored, item.source()), item.score(), Map.of()));
      }
    }
    return scored;
  }

  private Answer answer(Query query, PipelineResult result, long madeMillis) {
    return new Answer(
        query,
        result,
        explainer.explain(query, result.chosen()),
        cursor(query, result, madeMillis),
        result.chosen().isEmpty() ? objections(query) : Map.of());
  }

  private @Nullable String cursor(Query query, PipelineResult result, long madeMillis) {
    int most = Math.max(Pages.LEFT_MOST, 2 * query.limit());
    List<Pages.Item> items =
        result.rest().stream()
            .limit(most)
            .map(
                one ->
                    new Pages.Item(
                        one.candidate().itemId(),
                        (float) one.score(),
                        one.candidate().sources().getFirst()))
            .toList();
    return items.isEmpty()
        ? null
        : pages.write(
            new Left(
                query.recommendationId(),
                query.generationId(),
                query.visitor() == null ? "" : query.visitor(),
                query.surface().name(),
                madeMillis,
                result.nextPosition(),
                items));
  }

  private Answer followed(Answer answer) {
    pipeline.follow(answer.query(), answer.result());
    return answer;
  }

  /** Answers without side effects. */
  public Answer rehearse(Request request) {
    return rehearse(request, rules.all());
  }

  /**
   * Answers without side effects, as it would with these rules. The id is the same each time, and
   * with it what is left to chance, so that two answers differ by their rules alone.
   */
  public Answer rehearse(Request request, List<Rule> rules) {
    return answer(request, REHEARSAL, rules);
  }

  private Answer answer(Request request, String id, List<Rule> rules) {
    return with(request, id, rules, query -> answer(query, pipeline.run(query), query.nowMillis()));
  }

  private Map<String, Integer> objections(Query query) {
    Map<String, Integer> counts = new TreeMap<>();
    int all = catalogue.ids().size();
    int asked = Math.min(REASONED, all);
    for (int i = 0; i < asked; i++) {
      int number = (int) ((long) i * all / asked);
      CatalogueItem item = catalogue.get(number);
      if (item != null) {
        Candidate candidate = Candidate.of(number, item, "");
        filters.stream()
            .filter(filter -> filter.objection(query, candidate).isPresent())
            .findFirst()
            .ifPresent(filter -> counts.merge(filter.name(), 1, Integer::sum));
      }
    }
    return counts;
  }

  private <T> T with(Request request, String id, List<Rule> rules, Function<Query, T> answer) {
    UserVector user = users.either(request.visitor(), request.device());
    String vectors = user == null ? "" : user.generation();
    try (Lease lease =
        (request.generation() == null
                ? generations.lease(request.visitor(), vectors)
                : generations.leaseOf(request.generation()))
            .orElse(null)) {
      return answer.apply(
          query(request, id, rules, user, lease == null ? null : lease.generation()));
    }
  }

  private Query query(
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
    // Before the look at the item itself, which the filter seldom needs.
    IntPredicate test =
        ColumnFilter.of(new ItemFilter.And(filters), catalogue, columns).and(wanted);
    return isNarrow(test)
        ? Acceptable.among(
            IntStream.range(0, catalogue.ids().size()).filter(test).toArray(), number -> true)
        : Acceptable.when(test);
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
