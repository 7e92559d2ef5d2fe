package io.limpet.search.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;

/** Answers with the problem that a controller threw. */
@Singleton
final class ProblemHandler implements ExceptionHandler<ProblemException, HttpResponse<Problem>> {
  @Override
  @SuppressWarnings("rawtypes") // as the interface has it
  public HttpResponse<Problem> handle(HttpRequest request, ProblemException exception) {
    return response(exception.problem());
  }

  static HttpResponse<Problem> response(Problem problem) {
    MutableHttpResponse<Problem> response =
        HttpResponse.<Problem>status(HttpStatus.valueOf(problem.status()))
            .contentType(MediaType.of(Problem.MEDIA_TYPE))
            .body(problem);
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
      response.header("Retry-After", "2");
    }
    return response;
  }
}
