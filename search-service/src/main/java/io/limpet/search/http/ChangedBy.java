package io.limpet.search.http;

import io.limpet.core.event.Faults;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Who changes how the shop is set up, as the caller says it, for the audit. */
final class ChangedBy {
  static final String HEADER = "X-Changed-By";

  private static final int MOST = 200;
  private static final String EXTENDED = "UTF-8''";

  private ChangedBy() {}

  /**
   * Reads the header.
   *
   * @return empty if nobody said
   * @throws ProblemException when it is too long, or not encoded as it says
   */
  static String read(@Nullable String header) {
    if (header == null) {
      return "";
    }
    if (header.length() > MOST) {
      throw ProblemException.bad(
          HEADER,
          "X-Changed-By is %d characters long; give at most %d".formatted(header.length(), MOST));
    }
    return Faults.shown(extended(header));
  }

  /** A header is ASCII; other letters come percent-encoded behind {@code UTF-8''} (RFC 8187). */
  private static String extended(String header) {
    if (!header.startsWith(EXTENDED)) {
      return header;
    }
    try {
      return URLDecoder.decode(
          header.substring(EXTENDED.length()).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ProblemException.bad(
          HEADER,
          "X-Changed-By begins with UTF-8'' and is not percent-encoded; encode it as RFC 8187 says");
    }
  }
}
