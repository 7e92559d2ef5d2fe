package io.limpet.search.http;

import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.sse.Event;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** {@code /v1/status/updates}: the figures of the console as they change. */
@Tag(name = "operations", description = "How it is doing")
@Controller("/v1/status/updates")
final class StatusUpdatesController {
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final StatusController status;
  private final ModelsController models;

  StatusUpdatesController(StatusController status, ModelsController models) {
    this.status = status;
    this.models = models;
  }

  /** What the console looks at: as {@code GET /v1/status} and {@code GET /v1/models} tell it. */
  public record Now(StatusController.Status status, ModelsController.Models models) {}

  /** Tells the figures now and every two seconds, as server-sent events. */
  @ApiResponse(
      responseCode = "200",
      description = "Events named status",
      content =
          @Content(mediaType = "text/event-stream", schema = @Schema(implementation = Now.class)))
  @Get(produces = MediaType.TEXT_EVENT_STREAM)
  Publisher<Event<Now>> updates() {
    // Manifests are read from the disk, so not in a thread that others wait for; a page that reads
    // too slowly misses some.
    return Flux.interval(Duration.ZERO, EVERY, Schedulers.boundedElastic())
        .onBackpressureLatest()
        .map(turn -> Event.of(new Now(status.status(), models.list())).name("status"));
  }
}
