package io.limpet.core.surface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the places of a shop that show recommendations were set up: what {@code limpet.surfaces}
 * carries. Core keeps the document as it was given; the service knows what may stand in it.
 *
 * @param document the JSON object with the surfaces
 * @param by who set it up so, empty if nobody said
 * @param atMillis when, epoch milliseconds
 * @param earlier what was set up before, the latest first, at most {@link #EARLIER}; fewer where
 *     they are long, since a record of the topic has to hold them all
 */
public record SurfacesDocument(JsonNode document, String by, long atMillis, List<Earlier> earlier) {
  /** The one key of the topic. */
  public static final String KEY = "surfaces";

  /** Earlier documents that are kept. */
  public static final int EARLIER = 20;

  private static final int CHARACTERS = 200_000;

  public SurfacesDocument {
    Objects.requireNonNull(document, "document is missing");
    by = Objects.requireNonNullElse(by, "");
    earlier = List.copyOf(Objects.requireNonNullElse(earlier, List.of()));
  }

  /**
   * A document that was in use before.
   *
   * @param by who had set it up so, empty if nobody said
   * @param atMillis when, epoch milliseconds
   */
  public record Earlier(JsonNode document, String by, long atMillis) {
    public Earlier {
      Objects.requireNonNull(document, "an earlier document is missing");
      by = Objects.requireNonNullElse(by, "");
    }
  }

  /** The one that follows {@code before}; the first where that is null. */
  public static SurfacesDocument after(
      @Nullable SurfacesDocument before, JsonNode document, String by, long atMillis) {
    List<Earlier> earlier = new ArrayList<>();
    if (before != null) {
      earlier.add(new Earlier(before.document(), before.by(), before.atMillis()));
      earlier.addAll(before.earlier());
    }
    int kept = 0;
    int characters = 0;
    while (kept < Math.min(EARLIER, earlier.size())) {
      characters += earlier.get(kept).document().toString().length();
      if (characters > CHARACTERS) {
        break;
      }
      kept++;
    }
    return new SurfacesDocument(document, by, atMillis, earlier.subList(0, kept));
  }
}
