package io.limpet.search.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.rule.RuleRecord.Change;
import io.limpet.search.recommend.Recommender;
import io.limpet.search.rule.Rule;
import io.limpet.search.rule.RuleDesk;
import io.limpet.search.rule.RuleStore;
import io.limpet.search.search.ProductSearch;
import io.limpet.search.surface.SurfaceStore;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code /v1/rules}: what merchandisers want of answers. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "rules", description = "What merchandisers want of answers")
@Controller("/v1/rules")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RulesController {
  private final RuleStore rules;
  private final RuleDesk desk;
  private final Recommender recommender;
  private final ProductSearch search;
  private final SurfaceStore surfaces;
  private final Clock clock;

  RulesController(
      RuleStore rules,
      RuleDesk desk,
      Recommender recommender,
      ProductSearch search,
      SurfaceStore surfaces,
      Clock clock) {
    this.rules = rules;
    this.desk = desk;
    this.recommender = recommender;
    this.search = search;
    this.surfaces = surfaces;
    this.clock = clock;
  }

  /** All rules, by id. */
  @Get
  List<RuleView.One> all() {
    return rules.all().stream().map(RuleView.One::of).toList();
  }

  /** One rule. */
  @Get("/{id}")
  RuleView.One get(String id) {
    Rule rule = rules.get(id);
    if (rule == null) {
      throw ProblemException.notFound("there is no rule \"" + id + "\"");
    }
    return RuleView.One.of(rule);
  }

  /** Who changed which rule, the latest first, also of rules that were deleted. */
  @Get("/audit")
  List<RuleView.Changed> audit() {
    record Of(String id, Change change) {}
    List<Of> all = new ArrayList<>();
    rules
        .records()
        .forEach((id, record) -> record.changes().forEach(one -> all.add(new Of(id, one))));
    all.sort(Comparator.comparingLong((Of of) -> of.change().atMillis()).reversed());
    return all.stream()
        .map(
            of ->
                new RuleView.Changed(
                    of.id(),
                    Instant.ofEpochMilli(of.change().atMillis()).toString(),
                    of.change().by().isEmpty() ? null : of.change().by(),
                    of.change().after().isNull() ? null : of.change().after()))
        .toList();
  }

  /** Puts a rule, here and in all replicas. */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(type = "object"),
              examples = {@ExampleObject(name = "pin", value = Examples.RULE)}))
  @ApiResponse(
      responseCode = "200",
      description = "The rule",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RuleView.One.class)))
  @Put(value = "/{id}", consumes = MediaType.ALL)
  RuleView.One put(
      String id, @Nullable @Header(ChangedBy.HEADER) String by, @Nullable @Body byte[] body) {
    return Refusals.asProblems(
        () -> {
          desk.put(id, Refusals.document(body, "a rule"), ChangedBy.read(by));
          return get(id);
        });
  }

  /** Deletes a rule; what happened to it stays in the audit. */
  @ApiResponse(responseCode = "204", description = "It applies no more")
  @Delete("/{id}")
  HttpResponse<?> delete(String id, @Nullable @Header(ChangedBy.HEADER) String by) {
    return Refusals.asProblems(
        () -> {
          desk.delete(id, ChangedBy.read(by));
          return HttpResponse.noContent();
        });
  }

  /** What a rule would change in an answer; nothing is kept. */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(type = "object"),
              examples = {
                @ExampleObject(name = "recommendations", value = Examples.RULE_PREVIEW),
                @ExampleObject(name = "search", value = Examples.RULE_PREVIEW_OF_SEARCH)
              }))
  @ApiResponse(
      responseCode = "200",
      description = "The answer without and with it",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = RuleView.Preview.class)))
  @Post(value = "/preview", consumes = MediaType.ALL)
  RuleView.Preview preview(@Nullable @Body byte[] body) {
    JsonBody fields = JsonBody.of(body);
    String id = fields.text("id", 64);
    String name = id == null ? "the-previewed" : id;
    JsonNode document = fields.raw("rule");
    if (document == null) {
      throw ProblemException.bad("rule", "rule is missing; give the rule to preview");
    }
    Function<List<Rule>, List<String>> answer = previewed(fields);
    return Refusals.asProblems(
        () -> {
          Rule rule = desk.checked(name, document);
          List<Rule> others = rules.all().stream().filter(one -> !one.id().equals(name)).toList();
          List<Rule> with = new ArrayList<>(others);
          with.add(rule);
          return RuleView.Preview.of(answer.apply(others), answer.apply(with));
        });
  }

  /** What the rules are to be tried on: a search, or else a request for recommendations. */
  private Function<List<Rule>, List<String>> previewed(JsonBody fields) {
    if (fields.raw("search") != null) {
      ProductSearch.Request request = SearchController.read(fields.object("search"));
      return with ->
          search.search(request, with).found().stream()
              .map(found -> found.item().item().itemId())
              .toList();
    }
    Recommender.Request request =
        RecommendationRequests.read(
            fields.object("request"), surfaces.current(), null, clock.millis());
    return with ->
        recommender.rehearse(request, with).result().chosen().stream()
            .map(one -> one.candidate().itemId())
            .toList();
  }
}
