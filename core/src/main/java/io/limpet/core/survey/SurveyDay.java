package io.limpet.core.survey;

import io.limpet.core.event.SurveyKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What was answered to one kind of survey on one day, in all and by segment: what {@code
 * limpet.surveys} carries. Holds numbers only; words stay in {@code limpet.events.clean}.
 *
 * @param kind name of a {@link SurveyKind}
 * @param day since 1970, UTC, by the time of the event
 * @param events counted in it; grows, so that it is the record's version
 * @param all everybody's
 * @param segments those of a segment, by dimension and value: {@code channel=email}
 */
public record SurveyDay(
    String kind, long day, long events, SurveyCounts all, Map<String, SurveyCounts> segments) {

  /** Values of one dimension that are told apart on one day; all others are {@value #OTHER}. */
  public static final int VALUES = 40;

  /** What stands for values beyond the limit. */
  public static final String OTHER = "other";

  private static final int VALUE_LENGTH = 60;

  public SurveyDay {
    segments = Map.copyOf(segments);
  }

  /** Nothing yet. */
  public static SurveyDay none(SurveyKind kind, long day) {
    return new SurveyDay(kind.wireName(), day, 0, SurveyCounts.none(kind), Map.of());
  }

  /** The key in the topic. */
  public String key() {
    return kind + "/" + day;
  }

  /** With one more answer, or showing, which {@code change} says. */
  public SurveyDay with(Map<String, String> of, UnaryOperator<SurveyCounts> change) {
    SurveyCounts none = SurveyCounts.none(SurveyKind.ofWireName(kind).orElseThrow());
    Map<String, SurveyCounts> next = new HashMap<>(segments);
    of.forEach(
        (dimension, value) ->
            next.compute(
                segment(dimension, value),
                (segment, counts) -> change.apply(counts == null ? none : counts)));
    return new SurveyDay(kind, day, events + 1, change.apply(all), next);
  }

  /** The segment of a value that a client gave, kept from growing without end. */
  private String segment(String dimension, String value) {
    String begin = dimension + "=";
    String segment = begin + value;
    if (segments.containsKey(segment)) {
      return segment;
    }
    boolean fits =
        value.length() <= VALUE_LENGTH
            && segments.keySet().stream().filter(known -> known.startsWith(begin)).count() < VALUES;
    return fits ? segment : begin + OTHER;
  }
}
