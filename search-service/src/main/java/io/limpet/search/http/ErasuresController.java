package io.limpet.search.http;

import io.limpet.core.erasure.Erasure;
import io.limpet.search.erasure.ErasureStore;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /v1/erasures}: receipts of who was forgotten. They hold no id. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "users", description = "What is known of visitors")
@Controller("/v1/erasures")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ErasuresController {
  private final ErasureStore erasures;

  ErasuresController(ErasureStore erasures) {
    this.erasures = erasures;
  }

  /**
   * What was done in one place.
   *
   * @param store a topic, the lake, the state of jobs
   * @param removed how many records or rows, absent where nobody counted
   * @param note what it means, and what stays until when
   */
  public record Place(String store, @Nullable Long removed, String at, String note) {}

  /**
   * How far an erasure is.
   *
   * @param state {@code requested}, {@code fenced}, {@code ordered}, {@code forgotten}, {@code
   *     done}
   * @param done whether the visitor is forgotten everywhere
   * @param steps what was removed where and when
   */
  public record Receipt(
      String receipt, String state, boolean done, String requestedAt, List<Place> steps) {
    static Receipt of(Erasure erasure) {
      return new Receipt(
          erasure.receipt(),
          erasure.state().name().toLowerCase(Locale.ROOT),
          erasure.state() == Erasure.State.DONE,
          Instant.ofEpochMilli(erasure.atMillis()).toString(),
          erasure.steps().stream()
              .map(
                  step ->
                      new Place(
                          step.store(),
                          step.removed() < 0 ? null : (Long) step.removed(),
                          Instant.ofEpochMilli(step.atMillis()).toString(),
                          step.note()))
              .toList());
    }
  }

  /** The latest erasures. */
  @Operation(
      parameters = {
        @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many",
            schema =
                @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "50"))
      })
  @Get
  List<Receipt> list(@Parameter(hidden = true) HttpParameters parameters) {
    int limit = JsonBody.of(parameters).integer("limit", 1, 1_000, 50);
    return erasures.newest(limit).stream().map(Receipt::of).toList();
  }

  /** One erasure. */
  @Get("/{receipt}")
  Receipt get(String receipt) {
    Erasure erasure = erasures.get(receipt);
    if (erasure == null) {
      throw ProblemException.notFound(
          "there is no receipt \"" + receipt + "\"; GET /v1/erasures lists all");
    }
    return Receipt.of(erasure);
  }
}
