package io.limpet.search.recommend;

import io.limpet.core.event.Faults;
import io.limpet.core.experiment.Assignment;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.profile.RecentItem;
import io.limpet.core.vector.UserVector;
import io.limpet.search.filter.ItemFilter;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.OpenGeneration.Lease;
import io.limpet.search.phrase.Phrases;
import io.limpet.search.recommend.Pages.Left;
import io.limpet.search.rule.Rule;
import io.limpet.search.rule.RuleStore;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.UserStore;
import io.limpet.search.surface.Surface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests for recommendations: gathers what is known of who asks, holds one generation and
 * runs the pipeline. Thread-safe.
 */
public final class Recommender {
  /** So many items, evenly spread, are asked why they are not in an empty answer. */
  private static final int REASONED = 2_000;

  private static final String REHEARSAL = "rehearsal";

  private final QueryFactory queries;
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
    this.queries = new QueryFactory(knowledge, clock);
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
          queries.of(request, id, rules, user, lease == null ? null : lease.generation()));
    }
  }
}
