package io.limpet.search.http;

import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Tells browsers to stay with what this server sends: scripts and styles come from here, pictures
 * from anywhere, nobody frames the pages.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class PageHeaders {
  static final String POLICY =
      "default-src 'self'; img-src 'self' data: https: http:; style-src 'self' 'unsafe-inline';"
          + " object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'";

  @ResponseFilter
  void add(MutableHttpResponse<?> response) {
    response.header("Content-Security-Policy", POLICY);
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "same-origin");
  }
}
