package io.limpet.search.http;

import io.limpet.core.event.Faults;
import io.limpet.search.experiment.Assigner;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.metrics.AnswerMetrics;
import io.limpet.search.recommend.CursorException;
import io.limpet.search.recommend.Pages;
import io.limpet.search.recommend.Recommender;
import io.limpet.search.recommend.Recommender.Answer;
import io.limpet.search.surface.SurfaceStore;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;

/** {@code /v1/recommendations}: what a visitor may want next. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "recommendations", description = "What a visitor may want next")
@Controller("/v1/recommendations")
@ExecuteOn(HttpFace.ANSWERS)
final class RecommendationsController {
  private final Recommender recommender;
  private final GenerationSwitch generations;
  private final SurfaceStore surfaces;
  private final Assigner assigner;
  private final AnswerMetrics metrics;
  private final Clock clock;

  RecommendationsController(
      Recommender recommender,
      GenerationSwitch generations,
      SurfaceStore surfaces,
      Assigner assigner,
      AnswerMetrics metrics,
      Clock clock) {
    this.recommender = recommender;
    this.generations = generations;
    this.surfaces = surfaces;
    this.assigner = assigner;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Ranked items for a visitor and a place in the shop. */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ApiBodies.Recommendations.class),
              examples = {
                @ExampleObject(name = "home page", value = Examples.RECOMMENDATIONS),
                @ExampleObject(name = "everything", value = Examples.RECOMMENDATIONS_IN_FULL)
              }))
  @Post(consumes = MediaType.ALL)
  RecommendationsView post(
      @Parameter(hidden = true) @Nullable @Header("Accept-Language") String languages,
      @Nullable @Body byte[] body) {
    return answer(JsonBody.of(body), languages);
  }

  /** The same, with the fields as query parameters and lists separated by commas. */
  @Operation(
      parameters = {
        @Parameter(
            name = "user_id",
            in = ParameterIn.QUERY,
            description = "Who asks",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "anonymous_id",
            in = ParameterIn.QUERY,
            description = "Who asks, if nobody signed in",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "surface",
            in = ParameterIn.QUERY,
            description = "Where it is shown",
            schema = @Schema(type = "string", defaultValue = "home")),
        @Parameter(
            name = "item_id",
            in = ParameterIn.QUERY,
            description = "The item that is looked at",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "category",
            in = ParameterIn.QUERY,
            description = "The category that is looked at",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "region",
            in = ParameterIn.QUERY,
            description = "Country or region of the visitor",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "channel",
            in = ParameterIn.QUERY,
            description = "How the visitor came",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many",
            schema =
                @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "10")),
        @Parameter(
            name = "filter",
            in = ParameterIn.QUERY,
            description = "See docs/http.md",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "history",
            in = ParameterIn.QUERY,
            description = "Ids of items viewed, separated by commas",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "exclude",
            in = ParameterIn.QUERY,
            description = "Ids not to show, separated by commas",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "next_cursor of the page before",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "generation",
            in = ParameterIn.QUERY,
            description = "Whose vectors to use, of those that are open",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "dry_run",
            in = ParameterIn.QUERY,
            description = "Whether to leave it out of the served log",
            schema = @Schema(type = "boolean")),
        @Parameter(
            name = "locale",
            in = ParameterIn.QUERY,
            description = "Language of the reasons, before Accept-Language",
            schema = @Schema(type = "string")),
        @Parameter(
            name = "explain",
            in = ParameterIn.QUERY,
            description = "Whether to tell how it came about",
            schema = @Schema(type = "boolean"))
      })
  @Get
  RecommendationsView get(
      @Parameter(hidden = true) @Nullable @Header("Accept-Language") String languages,
      @Parameter(hidden = true) HttpParameters parameters) {
    return answer(JsonBody.of(parameters), languages);
  }

  private Answer answer(Recommender.Request request, @Nullable String cursor, boolean dryRun) {
    if (cursor == null || cursor.isEmpty()) {
      return dryRun ? recommender.rehearse(request) : recommender.recommend(request);
    }
    if (dryRun) {
      throw ProblemException.bad("cursor", "cursor does not go with dry_run, which is one page");
    }
    try {
      return recommender.next(request, cursor);
    } catch (CursorException e) {
      HttpStatus status = e.isGone() ? HttpStatus.GONE : HttpStatus.BAD_REQUEST;
      throw new ProblemException(
          Problem.of(
              status, e.isGone() ? "gone" : "invalid", String.valueOf(e.getMessage()), "cursor"));
    }
  }

  /** As the experiment wants it that the visitor is in, if any. */
  private Recommender.Request decided(Recommender.Request request, boolean isFurtherPage) {
    Assigner.Decision decision =
        assigner.decide(request.surface(), request.visitor(), request.device());
    return decision.assignments().isEmpty()
        ? request
        : request.decided(
            decision.surface(),
            // A further page goes on with the generation of the page before.
            isFurtherPage ? null : decision.generation(),
            decision.assignments());
  }

  private RecommendationsView answer(JsonBody body, @Nullable String languages) {
    long began = System.nanoTime();
    Recommender.Request request =
        RecommendationRequests.read(body, surfaces.current(), languages, clock.millis());
    String wanted = request.generation();
    if (wanted != null && !generations.isOpen(wanted)) {
      throw ProblemException.bad(
          "generation",
          "generation \"%s\" is not open; leave it out, or take one that /v1/models says is current or serving"
              .formatted(Faults.shown(wanted)));
    }
    String cursor = body.text("cursor", Pages.LONGEST);
    boolean dryRun = body.flag("dry_run");
    Answer answer =
        answer(
            dryRun || wanted != null ? request : decided(request, cursor != null), cursor, dryRun);
    metrics.answered("recommendations", began);
    return RecommendationsView.of(answer);
  }
}
