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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** {@code /v1/events}: what shoppers do, on its way into Kafka. */
@Controller("/v1/events")
@ExecuteOn(TaskExecutors.BLOCKING)
final class EventsController {
  private final EventIngest ingest;

  EventsController(EventIngest ingest) {
    this.ingest = ingest;
  }

  /** Takes in events; answers once Kafka has them. */
  @Post(consumes = MediaType.ALL)
  CompletableFuture<HttpResponse<?>> post(
      @Nullable @Header(HttpHeaders.CONTENT_TYPE) String contentType, @Nullable @Body byte[] body) {
    if (body == null || body.length == 0) {
      throw ProblemException.bad(null, "the body is empty; send an event");
    }
    return ingest
        .take(body, Bodies.isLines(contentType))
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
