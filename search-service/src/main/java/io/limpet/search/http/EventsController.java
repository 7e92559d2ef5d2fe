package io.limpet.search.http;

import io.limpet.search.ingest.EventIngest;
import io.limpet.search.ingest.Ingested;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** {@code /v1/events}: what shoppers do, on its way into Kafka. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "events", description = "What shoppers do")
@Controller("/v1/events")
@ExecuteOn(TaskExecutors.BLOCKING)
final class EventsController {
  private final EventIngest ingest;

  EventsController(EventIngest ingest) {
    this.ingest = ingest;
  }

  /**
   * Takes in events: one object, an array, or one on every line ({@code application/x-ndjson}).
   * Answers once Kafka has them. Events that a crawler's browser sends, by its User-Agent, are
   * accepted and quarantined.
   */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ApiBodies.Event.class),
              examples = {
                @ExampleObject(name = "one", value = Examples.EVENT),
                @ExampleObject(name = "several", value = Examples.EVENTS)
              }))
  @ApiResponse(
      responseCode = "202",
      description = "Kafka has the accepted ones",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = Ingested.class),
              examples = @ExampleObject(value = Examples.INGESTED)))
  @Post(consumes = MediaType.ALL)
  CompletableFuture<HttpResponse<?>> post(
      @Nullable @Header(HttpHeaders.CONTENT_TYPE) String contentType,
      @Nullable @Header(HttpHeaders.USER_AGENT) String userAgent,
      @Nullable @Body byte[] body) {
    if (body == null || body.length == 0) {
      throw ProblemException.bad(null, "the body is empty; send an event");
    }
    return ingest
        .take(body, Bodies.isLines(contentType), userAgent)
        .<HttpResponse<?>>thenApply(EventsController::answer)
        .exceptionally(
            failure -> {
              throw Bodies.unacknowledged(
                  failure instanceof CompletionException && failure.getCause() != null
                      ? failure.getCause()
                      : failure);
            });
  }

  private static HttpResponse<?> answer(Ingested ingested) {
    if (ingested.accepted() == 0 && ingested.rejected().isEmpty()) {
      throw ProblemException.bad(null, "the body holds no event; send one");
    }
    return ingested.accepted() == 0
        ? ProblemHandler.response(Problem.allRefused(ingested.rejected()))
        : HttpResponse.accepted().body(ingested);
  }
}
