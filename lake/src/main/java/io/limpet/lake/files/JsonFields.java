package io.limpet.lake.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.limpet.core.event.EventReader;
import io.limpet.core.event.EventResult;
import io.limpet.core.event.Faults;
import io.limpet.core.event.RejectReason;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Walks the fields of the one JSON object of a line, and keeps the first fault of their values. */
final class JsonFields {
  private final Faults faults = new Faults();

  /** Takes the value of a field; the parser stands on it, and is not null. */
  interface Field {
    void read(String name, JsonParser value, Faults faults) throws IOException;
  }

  /**
   * Walks; nulls are passed over, unknown fields are for {@code field} to skip.
   *
   * @param lines to name the fault of
   * @param what the object is, for the message
   * @throws BadInputException when there is a fault
   */
  void read(JsonLines<?> lines, byte[] json, String what, Field field) {
    faults.clear();
    try (JsonParser p = EventReader.parser(json)) {
      if (p.nextToken() != JsonToken.START_OBJECT) {
        throw lines.bad(json, "", what + " is a JSON object in braces");
      }
      while (p.nextToken() != JsonToken.END_OBJECT) {
        String name = p.currentName();
        if (p.nextToken() != JsonToken.VALUE_NULL) {
          field.read(name, p, faults);
        }
      }
      if (p.nextToken() != null) {
        throw lines.bad(json, "", "one object was expected, but more follows it");
      }
    } catch (JsonProcessingException e) {
      var rejection = ((EventResult.Rejected) EventReader.malformed(e)).rejection();
      throw lines.bad(json, rejection.field(), rejection.message());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    if (faults.any()) {
      throw lines.bad(json, faults.first().field(), faults.first().message());
    }
  }

  /** A number that a float can hold; others are noted as faults. */
  static float finite(JsonParser p, String field, Faults faults) throws IOException {
    float value = p.currentToken().isNumeric() ? (float) p.getDoubleValue() : Float.NaN;
    if (!Float.isFinite(value)) {
      faults.add(
          p.currentToken().isNumeric() ? RejectReason.NUMBER_OUT_OF_RANGE : RejectReason.WRONG_TYPE,
          field,
          "%s is %s; give a finite number",
          field,
          Faults.value(p));
      p.skipChildren();
    }
    return value;
  }
}
