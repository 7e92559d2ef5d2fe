package io.limpet.core.event;

import static io.limpet.core.event.RejectReason.BAD_ID;
import static io.limpet.core.event.RejectReason.MALFORMED_JSON;
import static io.limpet.core.event.RejectReason.MISSING_FIELD;
import static io.limpet.core.event.RejectReason.TIMESTAMP_OUT_OF_RANGE;
import static io.limpet.core.event.RejectReason.TOO_LONG;
import static io.limpet.core.event.RejectReason.TOO_MANY;
import static io.limpet.core.event.RejectReason.UNKNOWN_EVENT;
import static io.limpet.core.event.RejectReason.WRONG_TYPE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads events as shops send them and refuses, by field, what is not one. The one place that
 * decides: the HTTP face and the cleaning job both read with it.
 *
 * <p>Parses as a stream, without a tree. Unknown fields are skipped, so that a shop may send more
 * than Limpet knows. Only the first fault of an event is reported. Not thread-safe; cheap to make,
 * one an input.
 */
public final class EventReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // JSON is UTF-8; guessing at other encodings fails in ways of its own on garbage.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          // Let NaN through the parser, so that it is refused by the name of its field.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(1_000_000)
                  .maxNestingDepth(50)
                  .build())
          .build();

  /** The byte order mark that some editors put before UTF-8. */
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Supplier<String> eventIds;
  private final long nowMillis;
  private final Faults faults = new Faults();

  /**
   * @param eventIds gives an id to an event without one
   * @param nowMillis stands in for a missing timestamp, and bounds those in the future
   */
  public EventReader(Supplier<String> eventIds, long nowMillis) {
    this.eventIds = eventIds;
    this.nowMillis = nowMillis;
  }

  /** A parser with the settings this reader needs. */
  public static JsonParser parser(byte[] json) {
    try {
      int begin = startsWithMark(json) ? MARK.length : 0;
      return JSON.createParser(json, begin, json.length - begin);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static boolean startsWithMark(byte[] json) {
    return json.length >= MARK.length && Arrays.equals(json, 0, MARK.length, MARK, 0, MARK.length);
  }

  /** Reads the one event that {@code json} holds. */
  public EventResult read(byte[] json) {
    try (JsonParser parser = parser(json)) {
      parser.nextToken();
      EventResult result = read(parser);
      if (result instanceof EventResult.Accepted && parser.nextToken() != null) {
        return refused(MALFORMED_JSON, "", "one event was expected, but more follows it");
      }
      return result;
    } catch (JsonProcessingException e) {
      return malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  /** Says that {@code e} ended the reading. */
  public static EventResult malformed(JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    return refused(MALFORMED_JSON, "", "not valid JSON" + where + ": " + e.getOriginalMessage());
  }

  private static EventResult refused(RejectReason reason, String field, String message) {
    return new EventResult.Rejected(new Rejection(reason, field, message));
  }

  /**
   * Reads the event whose first token is the current one, and leaves the parser on its last.
   *
   * @throws JsonProcessingException when the text is not JSON; nothing after it can be read
   */
  public EventResult read(JsonParser p) throws IOException {
    faults.clear();
    if (p.currentToken() != JsonToken.START_OBJECT) {
      String found = p.currentToken() == null ? "nothing" : Faults.shown(p.getText());
      p.skipChildren();
      return refused(
          p.currentToken() == null ? MALFORMED_JSON : WRONG_TYPE,
          "",
          "an event is a JSON object, but this is " + found);
    }
    Draft d = new Draft();
    while (p.nextToken() != JsonToken.END_OBJECT) {
      String field = p.currentName();
      p.nextToken();
      if (p.currentToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      readField(p, field, d);
    }
    Event event = d.finish();
    return event == null
        ? new EventResult.Rejected(faults.first())
        : new EventResult.Accepted(event);
  }

  private void readField(JsonParser p, String field, Draft d) throws IOException {
    switch (field) {
      case "event_id" -> d.eventId = faults.id(p, field);
      case "event" -> d.eventName = faults.string(p, field, Limits.ID_LENGTH);
      case "user_id" -> d.userId = faults.id(p, field);
      case "anonymous_id" -> d.anonymousId = faults.id(p, field);
      case "session_id" -> d.sessionId = faults.id(p, field);
      case "timestamp" -> d.timestamp = timestamp(p);
      case "items" -> d.items = items(p);
      case "item_id" -> d.itemId = faults.id(p, field);
      case "value" -> d.value = faults.amount(p, field);
      case "currency" -> d.currency = faults.string(p, field, 3);
      case "query" -> d.query = faults.string(p, field, Limits.QUERY_LENGTH);
      case "recommendation_id" -> d.recommendationId = faults.id(p, field);
      case "properties" -> d.properties = properties(p);
      default -> p.skipChildren();
    }
  }

  private @Nullable Long timestamp(JsonParser p) throws IOException {
    OptionalLong millis = OptionalLong.empty();
    if (p.currentToken() == JsonToken.VALUE_NUMBER_INT
        && p.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      millis = OptionalLong.of(p.getLongValue());
    } else if (p.currentToken() == JsonToken.VALUE_STRING) {
      millis = Timestamps.ofRfc3339(p.getText());
    }
    if (millis.isEmpty()) {
      faults.add(
          p.currentToken() == JsonToken.VALUE_NUMBER_INT ? TIMESTAMP_OUT_OF_RANGE : WRONG_TYPE,
          "timestamp",
          "timestamp is %s; give RFC 3339 text (2026-01-31T12:00:00Z) or epoch milliseconds",
          Faults.value(p));
      return null;
    }
    long value = millis.getAsLong();
    if (value < Limits.EARLIEST.toEpochMilli()) {
      faults.add(
          TIMESTAMP_OUT_OF_RANGE,
          "timestamp",
          "timestamp %s is before %s; give epoch milliseconds, not seconds",
          value,
          Limits.EARLIEST);
      return null;
    }
    if (value > nowMillis + Limits.AHEAD.toMillis()) {
      faults.add(
          TIMESTAMP_OUT_OF_RANGE,
          "timestamp",
          "timestamp %s is more than %s minutes after now (%s); set the client's clock",
          value,
          Limits.AHEAD.toMinutes(),
          Instant.ofEpochMilli(nowMillis));
      return null;
    }
    return value;
  }

  private @Nullable List<LineItem> items(JsonParser p) throws IOException {
    if (p.currentToken() != JsonToken.START_ARRAY) {
      faults.wrongType(p, "items", "a list of objects with an item_id");
      return null;
    }
    List<LineItem> items = new ArrayList<>();
    while (p.nextToken() != JsonToken.END_ARRAY) {
      LineItem item = item(p, items.size());
      if (item != null && items.size() < Limits.ITEMS_PER_EVENT) {
        items.add(item);
      } else if (item != null) {
        faults.add(
            TOO_MANY,
            "items",
            "items has more than %s entries; send them as several events",
            Limits.ITEMS_PER_EVENT);
      }
    }
    return items;
  }

  private @Nullable LineItem item(JsonParser p, int at) throws IOException {
    String prefix = "items[" + at + "]";
    if (p.currentToken() != JsonToken.START_OBJECT) {
      faults.wrongType(p, prefix, "an object with an item_id");
      return null;
    }
    String itemId = null;
    Integer quantity = null;
    Double price = null;
    Integer index = null;
    while (p.nextToken() != JsonToken.END_OBJECT) {
      String field = p.currentName();
      p.nextToken();
      if (p.currentToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      switch (field) {
        case "item_id" -> itemId = faults.id(p, prefix + ".item_id");
        case "quantity" -> quantity = faults.integer(p, prefix + ".quantity", 1, Limits.QUANTITY);
        case "price" -> price = faults.amount(p, prefix + ".price");
        case "index" -> index = faults.integer(p, prefix + ".index", 0, Limits.QUANTITY);
        default -> p.skipChildren();
      }
    }
    if (itemId == null) {
      faults.add(
          MISSING_FIELD, prefix + ".item_id", "%s.item_id is missing; give the item's id", prefix);
      return null;
    }
    return new LineItem(itemId, quantity == null ? 1 : quantity, price, index);
  }

  private @Nullable Map<String, String> properties(JsonParser p) throws IOException {
    if (p.currentToken() != JsonToken.START_OBJECT) {
      faults.wrongType(p, "properties", "an object of texts, numbers and booleans");
      return null;
    }
    Map<String, String> properties = new LinkedHashMap<>();
    while (p.nextToken() != JsonToken.END_OBJECT) {
      String name = p.currentName();
      p.nextToken();
      if (p.currentToken() == JsonToken.VALUE_NULL) {
        continue;
      }
      if (!p.currentToken().isScalarValue()) {
        faults.wrongType(p, "properties." + Faults.shown(name), "a text, a number or a boolean");
        continue;
      }
      String value = p.getText();
      if (name.length() > Limits.PROPERTY_LENGTH || value.length() > Limits.PROPERTY_LENGTH) {
        faults.add(
            TOO_LONG,
            "properties",
            "property %s is longer than %s characters; shorten it",
            Faults.shown(name),
            Limits.PROPERTY_LENGTH);
      } else {
        properties.put(name, value);
      }
    }
    if (properties.size() > Limits.PROPERTIES) {
      faults.add(
          TOO_MANY, "properties", "more than %s properties; leave some out", Limits.PROPERTIES);
    }
    return properties;
  }

  /** The fields as they come, in any order; what they must be together is decided at the end. */
  private final class Draft {
    @Nullable String eventId;
    @Nullable String eventName;
    @Nullable String userId;
    @Nullable String anonymousId;
    @Nullable String sessionId;
    @Nullable Long timestamp;
    @Nullable List<LineItem> items;
    @Nullable String itemId;
    @Nullable Double value;
    @Nullable String currency;
    @Nullable String query;
    @Nullable String recommendationId;
    @Nullable Map<String, String> properties;

    @Nullable Event finish() {
      if (faults.any()) {
        return null;
      }
      if (eventName == null) {
        faults.add(MISSING_FIELD, "event", "event is missing; give its name, view_item for one");
        return null;
      }
      EventType type = EventType.ofWireName(eventName).orElse(null);
      if (type == null) {
        faults.add(
            UNKNOWN_EVENT,
            "event",
            "event \"%s\" is not known; the names are in docs/contracts.md, view_item for one",
            Faults.shown(eventName));
        return null;
      }
      if (userId == null && anonymousId == null) {
        faults.add(
            MISSING_FIELD, "user_id", "user_id and anonymous_id are missing; give one of them");
        return null;
      }
      if (type == EventType.IDENTIFY && (userId == null || anonymousId == null)) {
        String missing = userId == null ? "user_id" : "anonymous_id";
        faults.add(
            MISSING_FIELD,
            missing,
            "identify has no %s; give the user_id who signed in and the anonymous_id of the device",
            missing);
        return null;
      }
      if (userId != null && Event.isAnonymous(userId)) {
        faults.add(
            BAD_ID,
            "user_id",
            "user_id \"%s\" begins with \"%s\"; send it as anonymous_id without that",
            Faults.shown(userId),
            Event.ANONYMOUS_PREFIX);
        return null;
      }
      List<LineItem> all = items != null ? items : List.of();
      if (all.isEmpty() && itemId != null) {
        all = List.of(LineItem.of(itemId));
      }
      if (all.isEmpty() && type.needsItems()) {
        faults.add(
            MISSING_FIELD, "items", "%s needs items or an item_id; give one", type.wireName());
        return null;
      }
      if (type == EventType.IDENTIFY && !all.isEmpty()) {
        faults.add(
            TOO_MANY,
            "items",
            "items has %s entries, but identify is about no item; send an event of its own for"
                + " them",
            all.size());
        return null;
      }
      if (type == EventType.SEARCH && (query == null || query.isBlank())) {
        faults.add(MISSING_FIELD, "query", "search needs a query; give what was searched for");
        return null;
      }
      if (type == EventType.SURVEY) {
        SurveyCheck.check(value, all, properties, faults);
        if (faults.any()) {
          return null;
        }
      }
      return new Event(
          eventId != null ? eventId : eventIds.get(),
          type,
          userId,
          anonymousId,
          sessionId,
          timestamp != null ? timestamp : nowMillis,
          all,
          value,
          currency,
          query,
          recommendationId,
          properties != null ? properties : Map.of());
    }
  }
}
