package io.limpet.search.http;

import io.limpet.search.metrics.AnswerMetrics;
import io.limpet.search.search.Facets.Count;
import io.limpet.search.search.Suggester;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/** {@code /v1/suggest}: what somebody who is typing may be looking for. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "search", description = "Finding and browsing")
@Controller("/v1/suggest")
@ExecuteOn(HttpFace.ANSWERS)
final class SuggestController {
  private static final int TYPED_LENGTH = 1_000;
  private static final int LIMIT_MOST = 20;

  private final Suggester suggester;
  private final AnswerMetrics metrics;

  SuggestController(Suggester suggester, AnswerMetrics metrics) {
    this.suggester = suggester;
    this.metrics = metrics;
  }

  /** An item that is suggested. */
  public record Suggested(String itemId, ItemView item) {}

  /**
   * What is suggested, the best of each kind first.
   *
   * @param queries whole queries
   * @param categories and how many items they have
   * @param brands and how many of the best items have them
   * @param items that have the words
   */
  public record Suggestions(
      List<String> queries, List<Count> categories, List<Count> brands, List<Suggested> items) {}

  /** Completes what was typed so far. */
  @Operation(
      parameters = {
        @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "What was typed so far",
            schema = @Schema(type = "string", maxLength = TYPED_LENGTH)),
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many of each kind",
            schema = @Schema(type = "integer", minimum = "1", maximum = "20", defaultValue = "5"))
      })
  @Get
  Suggestions suggest(@Parameter(hidden = true) HttpParameters parameters) {
    long began = System.nanoTime();
    JsonBody request = JsonBody.of(parameters);
    String typed = request.text("q", TYPED_LENGTH);
    int most = request.integer("limit", 1, LIMIT_MOST, 5);
    Suggester.Suggestions found = suggester.suggest(typed == null ? "" : typed, most);
    metrics.answered("suggest", began);
    return new Suggestions(
        found.queries(),
        found.categories(),
        found.brands(),
        found.items().stream()
            .map(item -> new Suggested(item.item().itemId(), ItemView.brief(item.item())))
            .toList());
  }
}
