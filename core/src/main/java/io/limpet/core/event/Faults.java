package io.limpet.core.event;

import static io.limpet.core.event.RejectReason.BAD_ID;
import static io.limpet.core.event.RejectReason.NUMBER_OUT_OF_RANGE;
import static io.limpet.core.event.RejectReason.TOO_LONG;
import static io.limpet.core.event.RejectReason.WRONG_TYPE;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads single values and keeps the first fault found. A value that is refused reads as null; what
 * was nested in it is skipped, so that the reading goes on behind it.
 */
public final class Faults {
  private static final int SHOWN = 60;

  private @Nullable Rejection first;

  /** Forgets the faults found so far. */
  public void clear() {
    first = null;
  }

  /** Whether there was a fault. */
  public boolean any() {
    return first != null;
  }

  /**
   * The first fault.
   *
   * @throws NullPointerException when there was none
   */
  public Rejection first() {
    return Objects.requireNonNull(first, "no fault was found");
  }

  /** Notes a fault, unless there was one already. */
  public void add(RejectReason reason, String field, String message, Object... args) {
    if (first == null) {
      first = new Rejection(reason, field, String.format(Locale.ROOT, message, args));
    }
  }

  /** Notes that a value is not of the expected kind, and skips what is nested in it. */
  public void wrongType(JsonParser p, String field, String expected) throws IOException {
    add(WRONG_TYPE, field, "%s is %s; give %s", field, value(p), expected);
    p.skipChildren();
  }

  /** A text of at most {@code longest} characters. */
  public @Nullable String string(JsonParser p, String field, int longest) throws IOException {
    if (p.currentToken() != JsonToken.VALUE_STRING) {
      wrongType(p, field, "a text in quotes");
      return null;
    }
    String text = p.getText();
    if (text.length() > longest) {
      add(
          TOO_LONG,
          field,
          "%s is %s characters long (\"%s\"); give at most %s",
          field,
          text.length(),
          shown(text),
          longest);
      return null;
    }
    return text;
  }

  /** An id: text or a whole number, not empty, without control characters. */
  public @Nullable String id(JsonParser p, String field) throws IOException {
    String text =
        p.currentToken() == JsonToken.VALUE_NUMBER_INT
            ? p.getText()
            : string(p, field, Limits.ID_LENGTH);
    if (text == null) {
      return null;
    }
    if (text.length() > Limits.ID_LENGTH) {
      add(
          TOO_LONG,
          field,
          "%s has %s digits; give at most %s",
          field,
          text.length(),
          Limits.ID_LENGTH);
      return null;
    }
    String fault = idFault(text);
    if (fault != null) {
      add(BAD_ID, field, "%s %s", field, fault);
      return null;
    }
    return text;
  }

  /** What keeps a text from being an id, or null. */
  public static @Nullable String idFault(String text) {
    if (text.isBlank()) {
      return "is empty; give an id or leave the field out";
    }
    if (text.length() > Limits.ID_LENGTH) {
      return "is "
          + text.length()
          + " characters long (\""
          + shown(text)
          + "\"); give at most "
          + Limits.ID_LENGTH;
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return "\"" + shown(text) + "\" holds a control character at position " + i + "; remove it";
      }
      // Half a character would be written as a question mark, and two ids become one.
      if (isHalf(text, i)) {
        return "\"" + shown(text) + "\" holds half a character at position " + i + "; remove it";
      }
    }
    return null;
  }

  private static boolean isHalf(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /** A finite number from 0 to {@link Limits#AMOUNT}. */
  public @Nullable Double amount(JsonParser p, String field) throws IOException {
    if (p.currentToken() == null || !p.currentToken().isNumeric()) {
      wrongType(p, field, "a number");
      return null;
    }
    double value = p.getDoubleValue();
    if (!(value >= 0 && value <= Limits.AMOUNT)) {
      add(
          NUMBER_OUT_OF_RANGE,
          field,
          "%s is %s; give a number from 0 to %.0f",
          field,
          value(p),
          Limits.AMOUNT);
      return null;
    }
    return value;
  }

  /** A whole number from {@code least} to {@code most}. */
  public @Nullable Integer integer(JsonParser p, String field, int least, int most)
      throws IOException {
    if (p.currentToken() == null || !p.currentToken().isNumeric()) {
      wrongType(p, field, "a whole number");
      return null;
    }
    double value = p.getDoubleValue();
    if (value != Math.rint(value) || value < least || value > most) {
      add(
          NUMBER_OUT_OF_RANGE,
          field,
          "%s is %s; give a whole number from %s to %s",
          field,
          value(p),
          least,
          most);
      return null;
    }
    return (int) value;
  }

  /** The current value as a message may show it. */
  public static String value(JsonParser p) throws IOException {
    return switch (p.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "\"" + shown(p.getText()) + "\"";
      default -> shown(p.getText());
    };
  }

  /** At most {@value #SHOWN} characters of a text, control characters replaced. */
  public static String shown(String text) {
    String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }
}
