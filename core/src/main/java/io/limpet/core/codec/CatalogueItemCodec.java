package io.limpet.core.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.ItemReader;
import io.limpet.core.item.ItemResult;
import io.limpet.core.item.ItemWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * {@link CatalogueItem} as JSON: the fields of the item with {@code added_at} and {@code
 * updated_at}, epoch milliseconds, beside them.
 */
public final class CatalogueItemCodec implements Codec<CatalogueItem> {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public byte[] encode(CatalogueItem value) {
    var out = new ByteArrayOutputStream(512);
    try (JsonGenerator g = JSON.createGenerator(out)) {
      g.writeStartObject();
      ItemWriter.writeFields(value.item(), g);
      g.writeNumberField("added_at", value.addedMillis());
      g.writeNumberField("updated_at", value.updatedMillis());
      g.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  @Override
  public CatalogueItem decode(byte[] bytes) {
    return switch (new ItemReader().read(bytes)) {
      case ItemResult.Accepted read ->
          new CatalogueItem(read.item(), number(bytes, "added_at"), number(bytes, "updated_at"));
      case ItemResult.Rejected refused ->
          throw new CodecException("not an item: " + refused.rejection().message());
    };
  }

  private static long number(byte[] json, String field) {
    try (JsonParser p = JSON.createParser(json)) {
      p.nextToken();
      while (p.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = p.currentName().equals(field);
        p.nextToken();
        if (wanted) {
          return p.getValueAsLong();
        }
        p.skipChildren();
      }
      return 0;
    } catch (IOException e) {
      throw new CodecException("not an item: " + e.getMessage(), e);
    }
  }
}
