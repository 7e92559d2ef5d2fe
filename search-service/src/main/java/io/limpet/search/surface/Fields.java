package io.limpet.search.surface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.event.Faults;
import io.limpet.core.event.Timestamps;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object of the document, each read with its bounds. Call {@link #end} when all
 * were read: a name that nobody asked for is a typing error and refused.
 */
public final class Fields {
  private final String path;
  private final ObjectNode object;
  private final Set<String> asked = new HashSet<>();

  private Fields(String path, ObjectNode object) {
    this.path = path;
    this.object = object;
  }

  /** The fields of an object at {@code path}, empty for the document itself. */
  public static Fields of(String path, JsonNode node) {
    if (node instanceof ObjectNode object) {
      return new Fields(path, object);
    }
    throw wrong(path, node, "an object in braces");
  }

  private @Nullable JsonNode find(String name) {
    asked.add(name);
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  /** Where the object stands. */
  public String path() {
    return path;
  }

  /** Where a field of this name stands. */
  public String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Whether it is there. */
  public boolean has(String name) {
    return find(name) != null;
  }

  /** The object of this name, null if it is not there. */
  public @Nullable Fields object(String name) {
    JsonNode node = find(name);
    return node == null ? null : of(path(name), node);
  }

  /** The object of this name, which has to be there. */
  Fields needed(String name) {
    Fields found = object(name);
    if (found == null) {
      throw new SetupException(path(name), path(name) + " is missing; give it");
    }
    return found;
  }

  /** The value of this name as it is, null if it is not there. */
  public @Nullable JsonNode raw(String name) {
    return find(name);
  }

  /** A list of objects, empty if it is not there. */
  public List<Fields> objects(String name, int most) {
    JsonNode node = find(name);
    if (node == null) {
      return List.of();
    }
    if (!node.isArray() || node.size() > most) {
      throw wrong(path(name), node, "a list of at most %d objects".formatted(most));
    }
    List<Fields> objects = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      objects.add(of(path(name) + "[" + i + "]", node.get(i)));
    }
    return objects;
  }

  /** Whether the value of this name is true; false if it is not there. */
  public boolean flag(String name) {
    JsonNode node = find(name);
    if (node != null && !node.isBoolean()) {
      throw wrong(path(name), node, "true or false");
    }
    return node != null && node.booleanValue();
  }

  /** The objects by name, in order. */
  Set<Map.Entry<String, JsonNode>> all() {
    object.properties().forEach(field -> asked.add(field.getKey()));
    return object.properties();
  }

  /** A whole number within bounds. */
  public int integer(String name, int least, int most, int otherwise) {
    JsonNode node = find(name);
    if (node == null) {
      return otherwise;
    }
    if (!node.isIntegralNumber() || !node.canConvertToInt() || !in(node, least, most)) {
      throw wrong(path(name), node, "a whole number from %d to %d".formatted(least, most));
    }
    return node.intValue();
  }

  /** A number within bounds. */
  public double number(String name, double least, double most, double otherwise) {
    JsonNode node = find(name);
    if (node == null) {
      return otherwise;
    }
    if (!node.isNumber() || !in(node, least, most)) {
      throw wrong(path(name), node, "a number from %s to %s".formatted(shown(least), shown(most)));
    }
    return node.doubleValue();
  }

  private static boolean in(JsonNode node, double least, double most) {
    return node.doubleValue() >= least && node.doubleValue() <= most;
  }

  private static String shown(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** A text, null if it is not there. */
  public @Nullable String text(String name, int longest) {
    JsonNode node = find(name);
    if (node == null) {
      return null;
    }
    if (!node.isTextual() || node.textValue().length() > longest) {
      throw wrong(path(name), node, "a text of at most %d characters".formatted(longest));
    }
    return node.textValue();
  }

  /** A list of texts, each once, empty if it is not there. */
  public Set<String> texts(String name, int most, int longest) {
    JsonNode node = find(name);
    if (node == null) {
      return Set.of();
    }
    if (!node.isArray() || node.size() > most) {
      throw wrong(path(name), node, "a list of at most %d texts".formatted(most));
    }
    Set<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < node.size(); i++) {
      JsonNode text = node.get(i);
      if (!text.isTextual() || text.textValue().isBlank() || text.textValue().length() > longest) {
        throw wrong(
            path(name) + "[" + i + "]", text, "a text of 1 to %d characters".formatted(longest));
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  /** A time in epoch milliseconds. */
  public long time(String name, long otherwise) {
    JsonNode node = find(name);
    if (node == null) {
      return otherwise;
    }
    OptionalLong time =
        node.isTextual() ? Timestamps.ofRfc3339(node.textValue()) : OptionalLong.empty();
    return time.orElseThrow(() -> wrong(path(name), node, "a time like \"2026-01-31T12:00:00Z\""));
  }

  /** Refuses names that nobody asked for. */
  public void end() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!asked.contains(name)) {
                throw unknown(path(name), "field", asked);
              }
            });
  }

  static SetupException unknown(String path, String kind, Collection<String> known) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    return new SetupException(
        path,
        "%s: \"%s\" is not a %s; there are %s"
            .formatted(path, Faults.shown(name), kind, String.join(", ", new TreeSet<>(known))));
  }

  /** The complaint about a value. */
  public static SetupException wrong(String path, JsonNode node, String expected) {
    return new SetupException(
        path, "%s is %s; give %s".formatted(path, Faults.shown(node.toString()), expected));
  }
}
