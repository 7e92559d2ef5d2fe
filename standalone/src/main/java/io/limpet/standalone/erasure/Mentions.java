package io.limpet.standalone.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.core.event.Event;
import io.limpet.core.event.RejectedEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a rejected event is of somebody who is to be forgotten: by its key, by its ids, or, where
 * it cannot be read or the message quotes an id, by the id as a word of its own. An id that is a
 * common word or number may take an unreadable event of somebody else along.
 *
 * @param visitors keys of those to be forgotten
 */
record Mentions(Set<String> visitors) {
  private static final JsonMapper JSON = new JsonMapper();

  boolean in(byte @Nullable [] key, RejectedEvent event) {
    if (key != null && visitors.contains(new String(key, StandardCharsets.UTF_8))) {
      return true;
    }
    String raw = new String(event.raw(), StandardCharsets.UTF_8);
    JsonNode fields = read(event.raw());
    boolean named =
        fields == null
            ? quotes(raw)
            : isOne(fields.path("user_id"), "")
                || isOne(fields.path("anonymous_id"), Event.ANONYMOUS_PREFIX);
    return named || quotes(event.rejection().message());
  }

  private boolean isOne(JsonNode id, String prefix) {
    return id.isValueNode() && visitors.contains(prefix + id.asText());
  }

  private static @Nullable JsonNode read(byte[] raw) {
    try {
      JsonNode node = JSON.readTree(raw);
      return node != null && node.isObject() ? node : null;
    } catch (IOException e) {
      return null;
    }
  }

  private boolean quotes(String text) {
    return visitors.stream().anyMatch(visitor -> quotes(text, bare(visitor)));
  }

  private static boolean quotes(String text, String id) {
    return text.contains(id)
        && Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(id) + "(?![\\p{L}\\p{N}])")
            .matcher(text)
            .find();
  }

  /** The id as a shop sends it. */
  private static String bare(String visitor) {
    return Event.isAnonymous(visitor)
        ? visitor.substring(Event.ANONYMOUS_PREFIX.length())
        : visitor;
  }
}
