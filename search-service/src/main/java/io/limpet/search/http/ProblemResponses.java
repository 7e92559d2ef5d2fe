package io.limpet.search.http;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Writes the server's own refusals (404, 405, 413, 415 and the like) as problems. */
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<Problem> {
  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpStatus status = HttpStatus.valueOf(response.code());
    return response
        .body(Problem.of(status, detail(context, status)))
        .contentType(MediaType.of(Problem.MEDIA_TYPE));
  }

  private static String detail(ErrorContext context, HttpStatus status) {
    String path = context.getRequest().getPath();
    String said =
        context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
    return switch (status) {
      case NOT_FOUND -> "there is nothing at " + path + "; see /openapi.yaml for what there is";
      case METHOD_NOT_ALLOWED ->
          context.getRequest().getMethodName() + " is not possible at " + path + ": " + said;
      case REQUEST_ENTITY_TOO_LARGE -> "the body is larger than 10 MB; send it in several requests";
      case UNSUPPORTED_MEDIA_TYPE -> said + "; set the Content-Type";
      case INTERNAL_SERVER_ERROR -> "the service failed; its log says why";
      default -> said.isEmpty() ? status.getReason() : said;
    };
  }
}
