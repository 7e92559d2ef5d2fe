package io.limpet.search.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Counts what this service failed to answer. That it says it is not ready yet is no failure. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class FailureCounter {
  static final String NAME = "limpet_http_failures";

  private static final int FAILED = 500;
  private static final String HEALTH = "/health/";

  private final Counter failures;

  FailureCounter(MeterRegistry metrics) {
    this.failures =
        Counter.builder(NAME).description("Requests that were answered with 5xx").register(metrics);
  }

  @ResponseFilter
  void count(HttpRequest<?> request, HttpResponse<?> response) {
    if (response.code() >= FAILED && !request.getPath().startsWith(HEALTH)) {
      failures.increment();
    }
  }
}
