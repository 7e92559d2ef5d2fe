package io.limpet.search.http;

import io.micronaut.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Ends a request with a problem. */
final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }

  /** The caller's mistake, in a field. */
  static ProblemException bad(@Nullable String field, String detail) {
    return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, "invalid", detail, field));
  }

  static ProblemException notFound(String detail) {
    return new ProblemException(Problem.of(HttpStatus.NOT_FOUND, detail));
  }

  static ProblemException conflict(String detail) {
    return new ProblemException(Problem.of(HttpStatus.CONFLICT, detail));
  }

  /** Something this service needs does not answer; nothing was done. */
  static ProblemException unavailable(String detail) {
    return new ProblemException(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, detail));
  }
}
