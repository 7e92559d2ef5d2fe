package io.limpet.core.item;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes items as JSON that {@link ItemReader} reads back to equal ones. */
public final class ItemWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private ItemWriter() {}

  /** One JSON object, without a line end. */
  public static byte[] write(Item item) {
    var out = new ByteArrayOutputStream(512);
    try (JsonGenerator g = JSON.createGenerator(out)) {
      g.writeStartObject();
      writeFields(item, g);
      g.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  /** Writes the fields that are known into the object that is open. */
  public static void writeFields(Item item, JsonGenerator g) throws IOException {
    g.writeStringField("item_id", item.itemId());
    text(g, "title", item.title());
    text(g, "description", item.description());
    texts(g, "categories", item.categories());
    text(g, "brand", item.brand());
    if (item.price() != null) {
      g.writeNumberField("price", item.price());
    }
    text(g, "currency", item.currency());
    if (item.stock() != null) {
      g.writeNumberField("stock", item.stock());
    }
    text(g, "image_url", item.imageUrl());
    texts(g, "attributes", item.attributes());
  }

  private static void text(JsonGenerator g, String field, @Nullable String value)
      throws IOException {
    if (value != null) {
      g.writeStringField(field, value);
    }
  }

  private static void texts(JsonGenerator g, String field, List<String> values) throws IOException {
    if (!values.isEmpty()) {
      g.writeArrayFieldStart(field);
      for (String value : values) {
        g.writeString(value);
      }
      g.writeEndArray();
    }
  }
}
