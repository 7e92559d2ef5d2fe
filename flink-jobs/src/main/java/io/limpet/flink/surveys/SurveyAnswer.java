package io.limpet.flink.surveys;

import io.limpet.core.event.Event;
import io.limpet.core.event.SurveyKind;
import io.limpet.core.survey.SurveyCounts;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one visitor answered, or was shown, with the segments the visitor is of. Public, so that
 * Flink takes it as a record with fields.
 *
 * @param kind name of a {@link SurveyKind}
 * @param day since 1970, UTC
 * @param asked whether the question was shown only
 * @param place of the answer's value among those of its kind, from 0
 * @param comment whether there are words
 * @param channel how the visitor came, if the event says so
 * @param region where from, if it does
 * @param arm what was tried on the visitor, if it does
 * @param customer {@code returning} who bought on an earlier day, else {@code new}
 */
public record SurveyAnswer(
    String kind,
    long day,
    boolean asked,
    int place,
    boolean comment,
    @Nullable String channel,
    @Nullable String region,
    @Nullable String arm,
    String customer) {

  static SurveyAnswer of(SurveyKind kind, Event event, boolean returning) {
    Map<String, String> properties = event.properties();
    Double value = event.value();
    return new SurveyAnswer(
        kind.wireName(),
        day(event),
        SurveyKind.isAsked(event),
        value == null ? 0 : value.intValue() - kind.least(),
        !properties.getOrDefault(SurveyKind.COMMENT, "").isBlank(),
        properties.get("channel"),
        properties.get("region"),
        properties.get("arm"),
        returning ? "returning" : "new");
  }

  static long day(Event event) {
    return TimeUnit.MILLISECONDS.toDays(event.timestampMillis());
  }

  /** Kind and day: what is counted together. */
  String key() {
    return kind + "/" + day;
  }

  /** The values of the dimensions that are known. */
  Map<String, String> segments() {
    Map<String, String> segments = new HashMap<>();
    put(segments, "channel", channel);
    put(segments, "region", region);
    put(segments, "arm", arm);
    put(segments, "customer", customer);
    return segments;
  }

  private static void put(Map<String, String> segments, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      segments.put(name, value);
    }
  }

  /** With this answer, or showing. */
  SurveyCounts addTo(SurveyCounts counts) {
    return asked ? counts.asking() : counts.answered(place, comment);
  }
}
