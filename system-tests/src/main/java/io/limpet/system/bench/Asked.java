package io.limpet.system.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What answers are asked for.
 *
 * @param surface null for the usual one
 * @param filter that every item has to pass, null for none
 */
record Asked(@Nullable String surface, @Nullable String filter) {
  /** The usual answers. */
  static final Asked USUAL = new Asked(null, null);

  /** The name of the surface of its own. */
  static final String OWN = "bench";

  private static final int TIMEOUT_MILLIS = 50;

  /** The sources of a surface of its own, with their shares of the candidates in percent. */
  private static final Map<String, Integer> SOURCES =
      Map.of("user-vector", 60, "similar-to-recent", 20, "trending", 10, "popular", 10);

  /** Those of the home page that it does without. */
  private static final String[] LEFT_OUT = {"co-visited", "repurchase", "trending-here", "new"};

  /**
   * Answers from a surface that brings about so many candidates from four sources, and is the home
   * page in all else.
   */
  static Asked ofCandidates(Service service, int candidates, @Nullable String filter) {
    service.putSurfaces(surfaces(candidates, TIMEOUT_MILLIS));
    return new Asked(OWN, filter);
  }

  /**
   * The document that sets the surface up.
   *
   * @param timeoutMillis of each source
   */
  static ObjectNode surfaces(int candidates, int timeoutMillis) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ObjectNode own = document.putObject(OWN);
    own.put("like", "home");
    ObjectNode sources = own.putObject("sources");
    SOURCES.forEach(
        (source, percent) ->
            sources
                .putObject(source)
                .put("quota", Math.ceilDiv(candidates * percent, 100))
                .put("timeout_ms", timeoutMillis));
    for (String source : LEFT_OUT) {
      sources.putObject(source).put("quota", 0);
    }
    return document;
  }

  /** The request of a user. */
  byte[] by(String user, int limit) {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("user_id", user).put("limit", limit);
    if (surface != null) {
      request.put("surface", surface);
    }
    if (filter != null) {
      request.put("filter", filter);
    }
    return request.toString().getBytes(StandardCharsets.UTF_8);
  }
}
