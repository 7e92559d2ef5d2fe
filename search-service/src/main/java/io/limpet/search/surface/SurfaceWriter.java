package io.limpet.search.surface;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.ranking.Task;
import io.limpet.core.ranking.TaskMix;
import io.limpet.search.surface.Surface.Explore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** Writes surfaces as {@link SurfaceReader} reads them, every field said. */
public final class SurfaceWriter {
  private SurfaceWriter() {}

  /** The document that sets up these surfaces. */
  public static ObjectNode write(SortedMap<String, Surface> surfaces) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    surfaces.forEach((name, surface) -> document.set(name, write(surface)));
    return document;
  }

  private static ObjectNode write(Surface surface) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ObjectNode sources = node.putObject("sources");
    surface
        .sources()
        .forEach(
            (source, share) ->
                sources
                    .putObject(source)
                    .put("quota", share.quota())
                    .put("timeout_ms", share.timeoutMillis()));
    ObjectNode filters = node.putObject("filters");
    if (surface.hiding().bought()) {
      filters.putObject("bought");
    }
    if (!surface.hiding().touched().isZero()) {
      filters.putObject("touched").put("hours", surface.hiding().touched().toHours());
    }
    if (surface.hiding().disliked()) {
      filters.putObject("disliked");
    }
    if (surface.hiding().impressions() > 0) {
      filters
          .putObject("impressed")
          .put("times", surface.hiding().impressions())
          .put("hours", surface.hiding().impressedWithin().toHours());
    }
    node.put("filter", surface.filter().text());
    node.putObject("weights")
        .put("relevance", surface.weights().relevance())
        .put("similarity", surface.weights().similarity())
        .put("together", surface.weights().together())
        .put("trend", surface.weights().trend())
        .put("popularity", surface.weights().popularity())
        .put("novelty", surface.weights().novelty())
        .put("due", surface.weights().due())
        .put("price", surface.weights().price());
    TaskMix mix = surface.mix();
    if (mix != null) {
      ObjectNode ranker = node.putObject("ranker");
      for (Task task : Task.values()) {
        ranker.put(task.label(), mix.of(task));
      }
    }
    node.putObject("diversity")
        .put("category_share", surface.diversity().categoryShare())
        .put("mmr", surface.diversity().mmr())
        .put("calibration", surface.diversity().calibration());
    Explore explore = surface.explore();
    node.putObject("explore")
        .put("share", explore.share())
        .put("most", explore.most())
        .put("from", explore.from())
        .put("to", explore.to())
        .put("below", explore.below())
        .putObject("prior")
        .put("positive", explore.positive())
        .put("negative", explore.negative());
    return node;
  }

  /** Twelve hexadecimal digits of the SHA-256 of the document. */
  static String fingerprint(SortedMap<String, Surface> surfaces) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(write(surfaces).toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
