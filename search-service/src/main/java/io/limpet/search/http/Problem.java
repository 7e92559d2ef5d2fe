package io.limpet.search.http;

import io.limpet.search.ingest.Refusal;
import io.micronaut.http.HttpStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 writes it ({@code application/problem+json}).
 *
 * @param type stable name of the kind of problem, a URN
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail what was wrong with this request and how to mend it
 * @param field the field, parameter or header at fault
 * @param index the row of the input, from 0
 * @param rejected every row that was refused
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable String field,
    @Nullable Integer index,
    @Nullable List<Refusal> rejected) {
  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE = "urn:limpet:problem:";

  static Problem of(HttpStatus status, String detail) {
    return of(status, kind(status), detail, null);
  }

  static Problem of(HttpStatus status, String kind, String detail, @Nullable String field) {
    return new Problem(
        TYPE + kind, status.getReason(), status.getCode(), detail, field, null, null);
  }

  /** Every row of an input was refused. */
  static Problem allRefused(List<Refusal> rejected) {
    Refusal first = rejected.getFirst();
    return new Problem(
        TYPE + "all-rejected",
        HttpStatus.BAD_REQUEST.getReason(),
        HttpStatus.BAD_REQUEST.getCode(),
        rejected.size() == 1
            ? first.message()
            : "all " + rejected.size() + " were refused, the first because: " + first.message(),
        first.field().isEmpty() ? null : first.field(),
        first.index(),
        rejected);
  }

  private static String kind(HttpStatus status) {
    return status.getReason().toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
  }
}
