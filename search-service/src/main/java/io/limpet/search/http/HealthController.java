package io.limpet.search.http;

import io.limpet.search.Readiness;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/** {@code /health}: is it alive, and may it be asked? */
@Tag(name = "operations", description = "How it is doing")
@Controller("/health")
final class HealthController {
  private final Readiness readiness;

  HealthController(Readiness readiness) {
    this.readiness = readiness;
  }

  /**
   * The state of the service.
   *
   * @param status UP or DOWN
   * @param waiting what it still waits for
   */
  record Health(String status, List<String> waiting) {}

  /** Up as long as the process answers. */
  @Get("/live")
  Health live() {
    return new Health("UP", List.of());
  }

  /** Up once everything stored was read in and the index is warm. */
  @ApiResponse(
      responseCode = "200",
      description = "It may be asked",
      content =
          @Content(mediaType = "application/json", schema = @Schema(implementation = Health.class)))
  @ApiResponse(
      responseCode = "503",
      description = "Not yet; waiting says for what",
      content =
          @Content(mediaType = "application/json", schema = @Schema(implementation = Health.class)))
  @Get("/ready")
  HttpResponse<Health> ready() {
    List<String> waiting = readiness.waiting();
    return waiting.isEmpty()
        ? HttpResponse.ok(new Health("UP", waiting))
        : HttpResponse.<Health>status(HttpStatus.SERVICE_UNAVAILABLE)
            .body(new Health("DOWN", waiting));
  }
}
