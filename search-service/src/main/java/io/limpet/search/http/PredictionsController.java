package io.limpet.search.http;

import io.limpet.core.feature.UserBehaviour;
import io.limpet.core.prediction.Prediction;
import io.limpet.core.prediction.Predictor;
import io.limpet.search.generation.GenerationSwitch;
import io.limpet.search.generation.OpenGeneration;
import io.limpet.search.state.FeatureStore;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /v1/users/{id}/predictions}: what a visitor will do. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "users", description = "What is known of visitors")
@Controller("/v1/users/{id}/predictions")
@ExecuteOn(HttpFace.ANSWERS)
final class PredictionsController {
  private static final String MEND =
      "; train one with `limpet train --predictions on` and release it";

  private final FeatureStore features;
  private final GenerationSwitch generations;
  private final Clock clock;

  PredictionsController(FeatureStore features, GenerationSwitch generations, Clock clock) {
    this.features = features;
    this.generations = generations;
    this.clock = clock;
  }

  /** A category, and how likely it is that the next is of it: 0 to 1. */
  public record Likely(String category, double probability) {}

  /**
   * What a visitor will do. What is not known is left out.
   *
   * @param known whether anything is known of the visitor; nothing is told of others
   * @param generation whose model says so
   * @param asOf as of when
   * @param nextAction probabilities by view, cart, purchase and leave, of what follows the latest
   *     event in its session; left out when that session is over
   * @param categories of what is done next, the likeliest first
   * @param returnProbability of doing anything within 7 days
   * @param churnProbability of doing nothing within 30 days
   * @param expectedValue expected to be paid within 90 days, in the events' currency
   */
  public record Told(
      String userId,
      boolean known,
      String generation,
      String asOf,
      @Nullable Map<String, Double> nextAction,
      @Nullable List<Likely> categories,
      @Nullable Double returnProbability,
      @Nullable Double churnProbability,
      @Nullable Double expectedValue) {}

  /**
   * What a visitor will do, by the generation that answers; an anonymous one's id is {@code
   * anonymous:} and the id.
   */
  @ApiResponse(responseCode = "200")
  @ApiResponse(
      responseCode = "409",
      description = "The generation that answers tells nothing of visitors",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @Get
  Told get(String id) {
    String visitor = JsonBody.Ids.checked("id", id);
    try (OpenGeneration.Lease lease = lease(visitor)) {
      OpenGeneration generation = lease.generation();
      Predictor predictor =
          generation
              .trained()
              .predictor()
              .orElseThrow(
                  () ->
                      ProblemException.conflict(
                          "generation %s does not predict what visitors will do%s"
                              .formatted(generation.id(), MEND)));
      UserBehaviour behaviour = features.user(visitor);
      long now = clock.millis();
      return behaviour == null
          ? new Told(id, false, generation.id(), time(now), null, null, null, null, null)
          : told(Prediction.of(predictor, generation.id(), behaviour, now));
    }
  }

  private OpenGeneration.Lease lease(String visitor) {
    return generations
        .lease(visitor, "")
        .orElseThrow(() -> ProblemException.conflict("no generation is in use" + MEND));
  }

  private static Told told(Prediction of) {
    return new Told(
        of.visitor(),
        true,
        of.generation(),
        time(of.atMillis()),
        of.nextAction().isEmpty() ? null : of.nextAction(),
        of.categories().stream()
            .map(likely -> new Likely(likely.category(), likely.probability()))
            .toList(),
        of.returnProbability(),
        of.churnProbability(),
        of.expectedValue());
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
