package io.limpet.lake.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.limpet.core.event.Faults;
import io.limpet.core.event.RejectReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of users: JSONL {@code {"user_id": "u1", "attributes": {"age": 34, "country": "DE"}}}.
 * Attributes are a map of texts, numbers, booleans and lists of texts, or a list of texts. Other
 * fields are skipped. Not thread-safe.
 */
public final class UserFile extends JsonLines<User> {
  private static final int ENTRIES = 200;
  private static final int TEXT = 1_000;

  private final JsonFields fields = new JsonFields();

  private UserFile(Path file, BadRows badRows) {
    super(file, badRows);
  }

  /**
   * Opens a file.
   *
   * @param badRows is told of the lines that are left out
   * @throws BadInputException when it cannot be read or holds no user
   */
  public static UserFile open(Path file, BadRows badRows) {
    UserFile opened = new UserFile(file, badRows);
    opened.requireLine();
    return opened;
  }

  /** What was read of a line so far. */
  private static final class Draft {
    @Nullable String userId;
    final List<String> tokens = new ArrayList<>();
    final Map<String, Double> numbers = new LinkedHashMap<>();
  }

  @Override
  User read(byte[] json) {
    Draft draft = new Draft();
    fields.read(
        this,
        json,
        "a user",
        (name, value, faults) -> {
          switch (name) {
            case "user_id" -> draft.userId = faults.id(value, name);
            case "attributes" -> attributes(value, draft, faults);
            default -> value.skipChildren();
          }
        });
    if (draft.userId == null) {
      throw bad(json, "user_id", "user_id is missing; give the user's id");
    }
    if (draft.tokens.size() + draft.numbers.size() > ENTRIES) {
      throw bad(
          json,
          "attributes",
          "attributes has %d entries; give at most %d"
              .formatted(draft.tokens.size() + draft.numbers.size(), ENTRIES));
    }
    return new User(draft.userId, draft.tokens, draft.numbers);
  }

  private static void attributes(JsonParser p, Draft to, Faults faults) throws IOException {
    if (p.currentToken() == JsonToken.START_ARRAY) {
      texts(p, "attributes", "", to.tokens, faults);
    } else if (p.currentToken() != JsonToken.START_OBJECT) {
      faults.wrongType(p, "attributes", "a map or a list of texts");
    } else {
      while (p.nextToken() != JsonToken.END_OBJECT) {
        String name = p.currentName();
        p.nextToken();
        attribute(p, name, "attributes." + Faults.shown(name), to, faults);
      }
    }
  }

  private static void attribute(JsonParser p, String name, String field, Draft to, Faults faults)
      throws IOException {
    switch (p.currentToken()) {
      case VALUE_NULL -> {}
      case VALUE_STRING -> text(p, field, name + "=", to.tokens, faults);
      case VALUE_TRUE, VALUE_FALSE -> to.tokens.add(name + "=" + p.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          to.numbers.put(name, (double) JsonFields.finite(p, field, faults));
      case START_ARRAY -> texts(p, field, name + "=", to.tokens, faults);
      default -> faults.wrongType(p, field, "a text, a number, a boolean or a list of texts");
    }
  }

  private static void texts(
      JsonParser p, String field, String prefix, List<String> to, Faults faults)
      throws IOException {
    for (int i = 0; p.nextToken() != JsonToken.END_ARRAY; i++) {
      text(p, field + "[" + i + "]", prefix, to, faults);
    }
  }

  private static void text(
      JsonParser p, String field, String prefix, List<String> to, Faults faults)
      throws IOException {
    String text = faults.string(p, field, TEXT);
    if (text != null && text.isBlank()) {
      faults.add(RejectReason.WRONG_TYPE, field, "%s is empty; give a text or leave it out", field);
    } else if (text != null) {
      to.add(prefix + text);
    }
  }
}
