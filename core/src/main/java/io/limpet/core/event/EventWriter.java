package io.limpet.core.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events as JSON that {@link EventReader} reads back to equal ones. */
public final class EventWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private EventWriter() {}

  /** One JSON object, without a line end. */
  public static byte[] write(Event event) {
    var out = new ByteArrayOutputStream(512);
    try (JsonGenerator g = JSON.createGenerator(out)) {
      write(event, g);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  /** Writes the event as one object. */
  public static void write(Event event, JsonGenerator g) throws IOException {
    g.writeStartObject();
    g.writeStringField("event_id", event.eventId());
    g.writeStringField("event", event.type().wireName());
    text(g, "user_id", event.userId());
    text(g, "anonymous_id", event.anonymousId());
    text(g, "session_id", event.sessionId());
    g.writeStringField("timestamp", Instant.ofEpochMilli(event.timestampMillis()).toString());
    if (!event.items().isEmpty()) {
      g.writeArrayFieldStart("items");
      for (LineItem item : event.items()) {
        g.writeStartObject();
        g.writeStringField("item_id", item.itemId());
        g.writeNumberField("quantity", item.quantity());
        number(g, "price", item.price());
        if (item.index() != null) {
          g.writeNumberField("index", item.index());
        }
        g.writeEndObject();
      }
      g.writeEndArray();
    }
    number(g, "value", event.value());
    text(g, "currency", event.currency());
    text(g, "query", event.query());
    text(g, "recommendation_id", event.recommendationId());
    if (!event.properties().isEmpty()) {
      g.writeObjectFieldStart("properties");
      for (Map.Entry<String, String> property : event.properties().entrySet()) {
        g.writeStringField(property.getKey(), property.getValue());
      }
      g.writeEndObject();
    }
    g.writeEndObject();
  }

  private static void text(JsonGenerator g, String field, @Nullable String value)
      throws IOException {
    if (value != null) {
      g.writeStringField(field, value);
    }
  }

  private static void number(JsonGenerator g, String field, @Nullable Double value)
      throws IOException {
    if (value != null) {
      g.writeNumberField(field, value);
    }
  }
}
