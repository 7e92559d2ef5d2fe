package io.limpet.search.http;

import java.util.Locale;
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
