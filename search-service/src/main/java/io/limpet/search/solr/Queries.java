package io.limpet.search.solr;

import static io.limpet.search.solr.SolrHttp.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches in Solr's JSON query language, and what its scores mean. */
final class Queries {
  /** Between ids, for private use by Unicode: a comma may well be part of one. */
  private static final String SEPARATOR = "\uE000";

  private Queries() {}

  /** The {@code count} nearest of a shard, by its graph. */
  static byte[] nearest(float[] query, int count) {
    return body(query, count, count, null, null);
  }

  /** All of a shard's up to {@code count}, compared one by one. */
  static byte[] all(float[] query, int count) {
    return body(query, count, count, "*:*", null);
  }

  /**
   * The best {@code count} of these ids, compared one by one: with a filter that leaves no more
   * than are asked for, Lucene does without the graph.
   */
  static byte[] among(float[] query, int count, List<String> ids) {
    return body(
        query,
        ids.size(),
        Math.min(count, ids.size()),
        "{!terms f=id cache=false separator=" + SEPARATOR + " v=$items}",
        String.join(SEPARATOR, ids));
  }

  private static byte[] body(
      float[] query, int topK, int rows, @Nullable String filter, @Nullable String ids) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode parameters = body.putObject("params");
    parameters
        .put("fl", "id,score")
        .put("rows", rows)
        .put("omitHeader", true)
        .put("vector", text(query));
    if (filter != null) {
      parameters.put("filter", filter);
    }
    if (ids != null) {
      // Not "ids": a parameter of that name means something else to Solr.
      parameters.put("items", ids);
    }
    body.put(
        "query",
        "{!knn f=vector topK=%d v=$vector%s}"
            .formatted(topK, filter == null ? "" : " preFilter=$filter"));
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a query in memory", e);
    }
  }

  private static String text(float[] vector) {
    var text = new StringBuilder(vector.length * 12).append('[');
    for (int i = 0; i < vector.length; i++) {
      text.append(i == 0 ? "" : ",").append(vector[i]);
    }
    return text.append(']').toString();
  }

  /** Lucene scores a dot product d as d + 1, and as 1 / (1 - d) when it is negative. */
  static float product(float score) {
    return score >= 1 ? score - 1 : 1 - 1 / score;
  }
}
