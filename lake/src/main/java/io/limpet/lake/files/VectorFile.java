package io.limpet.lake.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.limpet.core.event.Faults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of vectors that something else made of the items, of their pictures for one: JSONL {@code
 * {"item_id": "i1", "vector": [0.1, -2, ...]}}, all of one length. Other fields are skipped. Not
 * thread-safe.
 */
public final class VectorFile extends JsonLines<VectorFile.Row> {
  private static final int LONGEST = 65_536;

  private final JsonFields fields = new JsonFields();
  private int length;

  /**
   * A vector.
   *
   * @param itemId whose
   * @param vector finite numbers, as many as in every row
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over once
  public record Row(String itemId, float[] vector) {}

  private VectorFile(Path file, BadRows badRows) {
    super(file, badRows);
  }

  /**
   * Opens a file.
   *
   * @param badRows is told of the lines that are left out
   * @throws BadInputException when it cannot be read or holds no vector
   */
  public static VectorFile open(Path file, BadRows badRows) {
    VectorFile opened = new VectorFile(file, badRows);
    opened.requireLine();
    return opened;
  }

  /** What was read of a line so far. */
  private static final class Draft {
    @Nullable String itemId;
    float @Nullable [] vector;
  }

  @Override
  Row read(byte[] json) {
    Draft draft = new Draft();
    fields.read(
        this,
        json,
        "a vector",
        (name, value, faults) -> {
          switch (name) {
            case "item_id" -> draft.itemId = faults.id(value, name);
            case "vector" -> draft.vector = vector(value, faults);
            default -> value.skipChildren();
          }
        });
    if (draft.itemId == null) {
      throw bad(json, "item_id", "item_id is missing; give the item's id");
    }
    float[] vector = draft.vector;
    if (vector == null || vector.length == 0 || vector.length > LONGEST) {
      throw bad(
          json,
          "vector",
          "vector has %d numbers; give 1 to %d"
              .formatted(vector == null ? 0 : vector.length, LONGEST));
    }
    if (length != 0 && vector.length != length) {
      throw bad(
          json,
          "vector",
          "vector has %d numbers, those before it %d; give all the same"
              .formatted(vector.length, length));
    }
    length = vector.length;
    return new Row(draft.itemId, vector);
  }

  private static float[] vector(JsonParser p, Faults faults) throws IOException {
    if (p.currentToken() != JsonToken.START_ARRAY) {
      faults.wrongType(p, "vector", "a list of numbers");
      return new float[0];
    }
    float[] numbers = new float[512];
    int size = 0;
    while (p.nextToken() != JsonToken.END_ARRAY) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size] = JsonFields.finite(p, "vector[" + size + "]", faults);
      size++;
    }
    return Arrays.copyOf(numbers, size);
  }
}
