package io.limpet.search.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the server's own refusals (404, 405, 413, 415 and the like) as problems. */
@Singleton
final class ProblemResponses implements ErrorResponseProcessor<Problem> {
  /** What is said of a request whose head could not be read. */
  private static final Map<HttpStatus, String> UNREAD =
      Map.of(
          HttpStatus.REQUEST_URI_TOO_LONG,
          "the request's first line is longer than 4,096 bytes; shorten its address",
          HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
          "the request's headers are longer than 8,192 bytes; send fewer",
          HttpStatus.BAD_REQUEST,
          "the request is not HTTP; see its first line and its headers");

  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    HttpStatus unread = unread(context);
    if (unread != null) {
      // The server closes the connection; who is not told so sends its next request into it.
      return response
          .status(unread)
          .body(Problem.of(unread, Objects.requireNonNull(UNREAD.get(unread))))
          .contentType(MediaType.of(Problem.MEDIA_TYPE))
          .header(HttpHeaders.CONNECTION, "close");
    }
    HttpStatus status = HttpStatus.valueOf(response.code());
    return response
        .body(Problem.of(status, detail(context, status)))
        .contentType(MediaType.of(Problem.MEDIA_TYPE));
  }

  /** What is wrong with a request whose head could not be read, null if it could. */
  private static @Nullable HttpStatus unread(ErrorContext context) {
    if (!(context.getRequest() instanceof NettyHttpRequest<?> request)) {
      return null;
    }
    DecoderResult result = request.getNativeRequest().decoderResult();
    if (!result.isFailure()) {
      return null;
    }
    Throwable cause = result.cause();
    if (cause instanceof TooLongHttpLineException) {
      return HttpStatus.REQUEST_URI_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException
        ? HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        : HttpStatus.BAD_REQUEST;
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
