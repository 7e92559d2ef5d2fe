package io.limpet.search.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.event.Event;
import io.limpet.core.event.Faults;
import io.micronaut.http.HttpParameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request, from a JSON object or from query parameters, each read with its bounds;
 * a value that cannot be used is a problem that names the field, the value and the mend. Unknown
 * fields are passed over.
 */
final class JsonBody {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              new com.fasterxml.jackson.core.JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxStringLength(400_000)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final ObjectNode fields;
  private final boolean texts;

  private JsonBody(ObjectNode fields, boolean texts) {
    this.fields = fields;
    this.texts = texts;
  }

  /** Reads the one object that a body holds. */
  static JsonBody of(byte @Nullable [] body) {
    if (body == null || body.length == 0) {
      throw ProblemException.bad(null, "the body is empty; send a JSON object");
    }
    try {
      JsonNode node = JSON.readTree(body);
      if (node instanceof ObjectNode object) {
        return new JsonBody(object, false);
      }
      throw ProblemException.bad(null, "the body is not a JSON object; put it in braces");
    } catch (JsonProcessingException e) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line %d, column %d"
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw ProblemException.bad(
          null, "not valid JSON" + where + ": " + Faults.shown(e.getOriginalMessage()));
    } catch (IOException e) {
      throw ProblemException.bad(null, "the body cannot be read: " + e.getMessage());
    }
  }

  /** Takes query parameters for the fields; lists are separated by commas. */
  static JsonBody of(HttpParameters parameters) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    parameters.forEach((name, values) -> fields.put(name, String.join(",", values)));
    return new JsonBody(fields, true);
  }

  /** Whether it came as query parameters. */
  boolean isQuery() {
    return texts;
  }

  private @Nullable JsonNode find(String field) {
    JsonNode node = fields.get(field);
    return node == null || node.isNull() ? null : node;
  }

  /** A text of at most {@code longest} characters, null if it is not there. */
  @Nullable String text(String field, int longest) {
    JsonNode node = find(field);
    if (node == null) {
      return null;
    }
    if (!node.isTextual()) {
      throw wrong(field, node, "a text in quotes");
    }
    if (node.textValue().length() > longest) {
      throw ProblemException.bad(
          field,
          "%s is %d characters long; give at most %d"
              .formatted(field, node.textValue().length(), longest));
    }
    return node.textValue();
  }

  /** An id, null if it is not there. */
  @Nullable String id(String field) {
    JsonNode node = find(field);
    return node == null ? null : idOf(field, node);
  }

  private static String idOf(String field, JsonNode node) {
    if (!node.isTextual() && !node.isIntegralNumber()) {
      throw wrong(field, node, "an id in quotes");
    }
    return Ids.checked(field, node.asText());
  }

  /** Whose request it is: the visitor of {@code user_id} or {@code anonymous_id}, if any. */
  @Nullable String visitor() {
    String user = id("user_id");
    String anonymous = id("anonymous_id");
    if (user == null && anonymous == null) {
      return null;
    }
    if (user != null && Event.isAnonymous(user)) {
      throw ProblemException.bad(
          "user_id",
          "user_id begins with \"%s\"; send it as anonymous_id without that"
              .formatted(Event.ANONYMOUS_PREFIX));
    }
    return Event.visitorOf(user, anonymous);
  }

  /** The key of the device that a signed-in user has, if the request gives both ids. */
  @Nullable String device() {
    String anonymous = id("anonymous_id");
    return anonymous == null || id("user_id") == null ? null : Event.visitorOf(null, anonymous);
  }

  /** A whole number from {@code least} to {@code most}. */
  int integer(String field, int least, int most, int otherwise) {
    JsonNode node = find(field);
    if (node == null) {
      return otherwise;
    }
    String expected = "a whole number from %d to %d".formatted(least, most);
    long value;
    if (texts) {
      try {
        value = Long.parseLong(node.textValue().strip());
      } catch (NumberFormatException e) {
        throw wrong(field, node, expected);
      }
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      value = node.longValue();
    } else {
      throw wrong(field, node, expected);
    }
    if (value < least || value > most) {
      throw wrong(field, node, expected);
    }
    return (int) value;
  }

  /** A number above 0 and at most 1, null if it is not there. */
  @Nullable Double part(String field) {
    JsonNode node = find(field);
    if (node == null) {
      return null;
    }
    if (!node.isNumber() || !(node.doubleValue() > 0 && node.doubleValue() <= 1)) {
      throw wrong(field, node, "a number above 0 and at most 1");
    }
    return node.doubleValue();
  }

  /** True or false. */
  boolean flag(String field) {
    JsonNode node = find(field);
    if (node == null) {
      return false;
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (texts && (node.textValue().equals("true") || node.textValue().equals("false"))) {
      return node.textValue().equals("true");
    }
    throw wrong(field, node, "true or false");
  }

  /** A list of ids, at most {@code most}. */
  List<String> ids(String field, int most) {
    JsonNode node = find(field);
    if (node == null) {
      return List.of();
    }
    if (texts) {
      return Arrays.stream(node.textValue().split(","))
          .filter(id -> !id.isBlank())
          .map(id -> Ids.checked(field, id))
          .toList();
    }
    List<String> ids = new ArrayList<>();
    for (JsonNode entry : array(field, node, most)) {
      ids.add(idOf(field + "[" + ids.size() + "]", entry));
    }
    return ids;
  }

  /** A list of objects, at most {@code most}. */
  List<JsonBody> objects(String field, int most) {
    JsonNode node = find(field);
    if (node == null) {
      return List.of();
    }
    List<JsonBody> objects = new ArrayList<>();
    for (JsonNode entry : array(field, node, most)) {
      if (!(entry instanceof ObjectNode object)) {
        throw wrong(field + "[" + objects.size() + "]", entry, "an object in braces");
      }
      objects.add(new JsonBody(object, false));
    }
    return objects;
  }

  /** The object of a field, an empty one if it is not there. */
  JsonBody object(String field) {
    JsonNode node = find(field);
    if (node == null) {
      return new JsonBody(JsonNodeFactory.instance.objectNode(), false);
    }
    if (node instanceof ObjectNode object) {
      return new JsonBody(object, false);
    }
    throw wrong(field, node, "an object in braces");
  }

  /** A field as it came, null if it is not there. */
  @Nullable JsonNode raw(String field) {
    return find(field);
  }

  private static JsonNode array(String field, JsonNode node, int most) {
    if (!node.isArray()) {
      throw wrong(field, node, "a list");
    }
    if (node.size() > most) {
      throw ProblemException.bad(
          field, "%s has %d entries; give at most %d".formatted(field, node.size(), most));
    }
    return node;
  }

  static ProblemException wrong(String field, JsonNode node, String expected) {
    String shown =
        node.isContainerNode()
            ? node.isArray() ? "a list" : "an object"
            : Faults.shown(node.toString());
    return ProblemException.bad(field, "%s is %s; give %s".formatted(field, shown, expected));
  }

  /** Checks ids that came in paths and fields. */
  static final class Ids {
    private Ids() {}

    static String checked(String field, String id) {
      String fault = Faults.idFault(id);
      if (fault != null) {
        throw ProblemException.bad(field, field + " " + fault);
      }
      return id;
    }
  }
}
