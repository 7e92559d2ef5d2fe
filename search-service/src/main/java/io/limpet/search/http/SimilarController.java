package io.limpet.search.http;

import io.limpet.search.filter.ItemFilter;
import io.limpet.search.metrics.AnswerMetrics;
import io.limpet.search.recommend.Place;
import io.limpet.search.recommend.Recommender;
import io.limpet.search.recommend.Recommender.Request;
import io.limpet.search.state.Catalogue;
import io.limpet.search.surface.Surface;
import io.limpet.search.surface.SurfaceStore;
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
import java.util.Set;

/** {@code /v1/items/{id}/similar}: what is like an item, for anybody. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "items", description = "The catalogue")
@Controller("/v1/items")
@ExecuteOn(HttpFace.ANSWERS)
final class SimilarController {
  private final Catalogue catalogue;
  private final Recommender recommender;
  private final SurfaceStore surfaces;
  private final AnswerMetrics metrics;

  SimilarController(
      Catalogue catalogue, Recommender recommender, SurfaceStore surfaces, AnswerMetrics metrics) {
    this.surfaces = surfaces;
    this.catalogue = catalogue;
    this.recommender = recommender;
    this.metrics = metrics;
  }

  /** An item with its score. */
  public record Row(String itemId, double score, ItemView item) {}

  /** The items that are like one. */
  public record Similar(String itemId, String generation, List<Row> items) {}

  /** The items most like this one. */
  @Operation(
      parameters = {
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many",
            schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "10"))
      })
  @Get("/{id}/similar")
  Similar similar(String id, @Parameter(hidden = true) HttpParameters parameters) {
    long began = System.nanoTime();
    if (catalogue.get(JsonBody.Ids.checked("id", id)) == null) {
      throw ProblemException.notFound("there is no item \"" + id + "\"");
    }
    int limit = JsonBody.of(parameters).integer("limit", 1, 100, 10);
    Surface product = surfaces.current().builtIn("product");
    var request =
        new Request(
            null,
            null,
            List.of(),
            product,
            id,
            Place.UNKNOWN,
            limit,
            ItemFilter.ALL,
            Set.of(),
            null,
            false);
    // Nobody in particular was shown anything, so the served log is not told.
    Recommender.Answer answer = recommender.rehearse(request);
    metrics.answered("similar", began);
    return new Similar(
        id,
        answer.query().generationId(),
        answer.result().chosen().stream()
            .map(
                one ->
                    new Row(
                        one.candidate().itemId(),
                        one.score(),
                        ItemView.brief(one.candidate().item())))
            .toList());
  }
}
