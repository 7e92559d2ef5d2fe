package io.limpet.core.surface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * How the places of a shop that show recommendations were set up: what {@code limpet.surfaces}
 * carries. Core keeps the document as it was given; the service knows what may stand in it.
 *
 * @param document the JSON object with the surfaces
 * @param by who set it up so, empty if nobody said
 * @param atMillis when, epoch milliseconds
 */
public record SurfacesDocument(JsonNode document, String by, long atMillis) {
  /** The one key of the topic. */
  public static final String KEY = "surfaces";

  public SurfacesDocument {
    Objects.requireNonNull(document, "document is missing");
    by = Objects.requireNonNullElse(by, "");
  }
}
