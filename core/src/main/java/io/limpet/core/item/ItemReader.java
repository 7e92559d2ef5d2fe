package io.limpet.core.item;

import static io.limpet.core.event.RejectReason.MALFORMED_JSON;
import static io.limpet.core.event.RejectReason.MISSING_FIELD;
import static io.limpet.core.event.RejectReason.TOO_MANY;
import static io.limpet.core.event.RejectReason.WRONG_TYPE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.limpet.core.event.EventReader;
import io.limpet.core.event.EventResult;
import io.limpet.core.event.Faults;
import io.limpet.core.event.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads items as shops write them, over HTTP or in JSONL files, and refuses, by field, what is not
 * one. Unknown fields are skipped. Not thread-safe.
 */
public final class ItemReader {
  /** Characters of a title; some data sets have whole descriptions there. */
  static final int TITLE = 20_000;

  /** Characters of a brand, category or attribute. */
  static final int SHORT_TEXT = 1_000;

  /** Characters of a description. */
  static final int LONG_TEXT = 100_000;

  /** Entries of {@code categories} or {@code attributes}. */
  static final int ENTRIES = 200;

  private final Faults faults = new Faults();

  /** Reads the one item that {@code json} holds. */
  public ItemResult read(byte[] json) {
    return read(json, null);
  }

  /** The same; {@code itemId}, from a path, stands in for a missing id and must equal a given. */
  public ItemResult read(byte[] json, @Nullable String itemId) {
    try (JsonParser parser = EventReader.parser(json)) {
      parser.nextToken();
      ItemResult result = read(parser, itemId);
      if (result instanceof ItemResult.Accepted && parser.nextToken() != null) {
        return refused(
            new Rejection(MALFORMED_JSON, "", "one item was expected, but more follows it"));
      }
      return result;
    } catch (JsonProcessingException e) {
      return refused(((EventResult.Rejected) EventReader.malformed(e)).rejection());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static ItemResult refused(Rejection rejection) {
    return new ItemResult.Rejected(rejection);
  }

  private ItemResult read(JsonParser p, @Nullable String idOfPath) throws IOException {
    faults.clear();
    if (p.currentToken() != JsonToken.START_OBJECT) {
      return refused(new Rejection(MALFORMED_JSON, "", "an item is a JSON object in braces"));
    }
    String itemId = null;
    String title = null;
    String description = null;
    List<String> categories = List.of();
    String brand = null;
    Double price = null;
    String currency = null;
    Integer stock = null;
    String imageUrl = null;
    List<String> attributes = List.of();
    while (p.nextToken() != JsonToken.END_OBJECT) {
      String field = p.currentName();
      p.nextToken();
      if (p.currentToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (field) {
        case "item_id" -> itemId = faults.id(p, field);
        case "title" -> title = faults.string(p, field, TITLE);
        case "description" -> description = faults.string(p, field, LONG_TEXT);
        case "categories" -> categories = strings(p, field, false);
        case "brand" -> brand = faults.string(p, field, SHORT_TEXT);
        case "price" -> price = faults.amount(p, field);
        case "currency" -> currency = faults.string(p, field, 3);
        case "stock" -> stock = faults.integer(p, field, 0, Integer.MAX_VALUE);
        case "image_url" -> imageUrl = faults.string(p, field, 2_000);
        case "attributes" ->
            attributes =
                p.currentToken() == JsonToken.START_OBJECT ? tokens(p) : strings(p, field, true);
        default -> p.skipChildren();
      }
    }
    if (itemId == null) {
      itemId = idOfPath;
    }
    if (itemId == null) {
      faults.add(MISSING_FIELD, "item_id", "item_id is missing; give the item's id");
    } else if (idOfPath != null && !idOfPath.equals(itemId)) {
      faults.add(
          WRONG_TYPE,
          "item_id",
          "item_id is \"%s\" but the path says \"%s\"; leave one out or make them equal",
          Faults.shown(itemId),
          Faults.shown(idOfPath));
    }
    if (itemId == null || faults.any()) {
      return refused(faults.first());
    }
    return new ItemResult.Accepted(
        new Item(
            itemId,
            title,
            description,
            categories,
            brand,
            price,
            currency,
            stock,
            imageUrl,
            attributes));
  }

  /**
   * A list of texts, or a single one.
   *
   * @param tokens whether numbers and booleans are taken for texts too
   */
  private List<String> strings(JsonParser p, String field, boolean tokens) throws IOException {
    if (p.currentToken() == JsonToken.VALUE_STRING) {
      String only = faults.string(p, field, SHORT_TEXT);
      return only == null ? List.of() : List.of(only);
    }
    if (p.currentToken() != JsonToken.START_ARRAY) {
      faults.add(WRONG_TYPE, field, "%s is not a list of texts; give one", field);
      p.skipChildren();
      return List.of();
    }
    List<String> strings = new ArrayList<>();
    while (p.nextToken() != JsonToken.END_ARRAY) {
      String value =
          tokens && (p.currentToken().isNumeric() || p.currentToken().isBoolean())
              ? p.getText()
              : faults.string(p, field + "[" + strings.size() + "]", SHORT_TEXT);
      if (value != null) {
        add(strings, value, field);
      }
    }
    return strings;
  }

  private List<String> tokens(JsonParser p) throws IOException {
    List<String> tokens = new ArrayList<>();
    while (p.nextToken() != JsonToken.END_OBJECT) {
      String name = p.currentName();
      p.nextToken();
      if (p.currentToken() == JsonToken.START_ARRAY) {
        for (String value : strings(p, "attributes." + Faults.shown(name), true)) {
          add(tokens, name + "=" + value, "attributes");
        }
      } else if (p.currentToken() == JsonToken.START_OBJECT) {
        faults.add(
            WRONG_TYPE,
            "attributes." + Faults.shown(name),
            "attributes.%s is an object; give a text, a number, a boolean or a list of texts",
            Faults.shown(name));
        p.skipChildren();
      } else if (p.currentToken() != JsonToken.VALUE_NULL) {
        add(tokens, name + "=" + p.getText(), "attributes");
      }
    }
    return tokens;
  }

  private void add(List<String> to, String value, String field) {
    if (to.size() < ENTRIES) {
      to.add(value);
    } else {
      faults.add(TOO_MANY, field, "%s has more than %s entries; leave some out", field, ENTRIES);
    }
  }
}
