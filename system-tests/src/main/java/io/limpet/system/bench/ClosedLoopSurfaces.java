package io.limpet.system.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** What the home page of the closed loop shows: as a shop would set it up over HTTP. */
final class ClosedLoopSurfaces {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Without anything that is the visitor's own but what nobody wants again: bought, looked at a day
   * ago, shown twice in a week. Both arms hide the same.
   */
  private static final String POPULAR =
      """
      {"home":
       {"sources": {"popular": {"quota": 200}},
        "filters": {"bought": {}, "touched": {"hours": 24}, "disliked": {}, "impressed": {"times": 2, "hours": 168}},
        "weights": {"popularity": 1},
        "diversity": {"category_share": 0.6, "mmr": 0}}}
      """;

  /**
   * What is the visitor's own where the built-in page is careful: the categories that were looked
   * into, by what leads in them.
   */
  private static final String OWN =
      """
      {"sources": {
        "own-categories": {"quota": 100}, "user-vector": {"quota": 200}, "similar-to-recent": {"quota": 60},
        "co-visited": {"quota": 40}, "trending": {"quota": 30}, "popular": {"quota": 60}},
       "weights": {"relevance": 1, "similarity": 0.05, "together": 0.08, "trend": 0.3, "popularity": 0.1, "due": 0.2},
       "diversity": {"category_share": 1, "mmr": 0, "calibration": 0.8}}
      """;

  private ClosedLoopSurfaces() {}

  /** Popularity alone. */
  static ObjectNode popular() {
    return read(POPULAR);
  }

  /** The built-in home page with {@link #OWN}, as a change of popularity alone. */
  static ObjectNode personal(JsonNode builtInHome) {
    ObjectNode patch = builtInHome.deepCopy();
    patch.remove("filters");
    patch.setAll(read(OWN));
    return patch;
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
