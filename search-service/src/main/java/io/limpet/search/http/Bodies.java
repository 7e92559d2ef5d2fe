package io.limpet.search.http;

import io.limpet.search.ingest.Ingested;
import io.micronaut.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the controllers that take bodies have in common. */
final class Bodies {
  private static final Logger LOG = LoggerFactory.getLogger(Bodies.class);

  private Bodies() {}

  /** Whether every line of the body is a value of its own. */
  static boolean isLines(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = contentType.toLowerCase(Locale.ROOT);
    return type.contains("ndjson") || type.contains("jsonl") || type.contains("jsonlines");
  }

  /** What a write gave, once Kafka has acknowledged it. */
  static <T> T acknowledged(CompletableFuture<T> writing) {
    try {
      return writing.join();
    } catch (CompletionException e) {
      throw unacknowledged(e.getCause() == null ? e : e.getCause());
    }
  }

  /**
   * The answer to many lines.
   *
   * @param what a line holds, {@code item} for one
   */
  static HttpResponse<?> answer(Ingested ingested, String what) {
    if (ingested.accepted() == 0 && ingested.rejected().isEmpty()) {
      throw ProblemException.bad(
          null, "the body holds no %s; send one on every line".formatted(what));
    }
    return ingested.accepted() == 0
        ? ProblemHandler.response(Problem.allRefused(ingested.rejected()))
        : HttpResponse.ok(ingested);
  }

  /** The problem of a write that Kafka did not acknowledge. */
  static RuntimeException unacknowledged(Throwable failure) {
    if (failure instanceof ProblemException problem) {
      return problem;
    }
    LOG.warn("Kafka did not acknowledge: {}", failure.toString());
    return ProblemException.unavailable(
        "Kafka did not acknowledge in time; send all of it again later, with the same event_id"
            + " where there is one");
  }
}
