package io.limpet.core.event;

import static io.limpet.core.event.RejectReason.MISSING_FIELD;
import static io.limpet.core.event.RejectReason.NUMBER_OUT_OF_RANGE;
import static io.limpet.core.event.RejectReason.WRONG_TYPE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a {@code survey} event must be so that it can be counted. */
final class SurveyCheck {
  private SurveyCheck() {}

  /** Notes what is wrong; a survey that names no kind is the shop's own and may be anything. */
  static void check(
      @Nullable Double value,
      List<LineItem> items,
      @Nullable Map<String, String> properties,
      Faults faults) {
    String name = properties == null ? null : properties.get(SurveyKind.PROPERTY);
    if (properties == null || name == null) {
      return;
    }
    SurveyKind kind = SurveyKind.ofWireName(name).orElse(null);
    if (kind == null) {
      faults.add(
          WRONG_TYPE,
          "properties.survey",
          "properties.survey is \"%s\"; give one of %s, or leave it out of a survey of your own",
          Faults.shown(name),
          Arrays.stream(SurveyKind.values())
              .map(SurveyKind::wireName)
              .collect(Collectors.joining(", ")));
      return;
    }
    if (kind == SurveyKind.THUMBS && items.isEmpty()) {
      faults.add(
          MISSING_FIELD, "items", "a survey thumbs needs items or an item_id; give what it is of");
    } else if ("true".equals(properties.get(SurveyKind.ASKED))) {
      checkAsked(value, faults);
    } else if (kind.hasValue()) {
      checkValue(kind, value, faults);
    } else {
      checkText(value, properties, faults);
    }
  }

  private static void checkAsked(@Nullable Double value, Faults faults) {
    if (value != null) {
      faults.add(
          WRONG_TYPE,
          "value",
          "value is %s, but properties.asked says that nothing was answered yet; leave one of"
              + " them out",
          value);
    }
  }

  private static void checkValue(SurveyKind kind, @Nullable Double value, Faults faults) {
    if (value == null) {
      faults.add(
          MISSING_FIELD,
          "value",
          "a survey %s has no value; give a whole number from %s to %s, or properties.asked = true"
              + " when it was only shown",
          kind.wireName(),
          kind.least(),
          kind.most());
    } else if (!kind.accepts(value)) {
      faults.add(
          NUMBER_OUT_OF_RANGE,
          "value",
          "value is %s; give a whole number from %s to %s in a survey %s",
          value,
          kind.least(),
          kind.most(),
          kind.wireName());
    }
  }

  private static void checkText(
      @Nullable Double value, Map<String, String> properties, Faults faults) {
    if (value != null) {
      faults.add(
          WRONG_TYPE, "value", "value is %s, but a survey text has none; leave it out", value);
    } else if (properties.getOrDefault(SurveyKind.COMMENT, "").isBlank()) {
      faults.add(
          MISSING_FIELD,
          "properties.comment",
          "a survey text has no properties.comment; give the respondent's words");
    }
  }
}
