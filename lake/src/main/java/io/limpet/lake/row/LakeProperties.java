package io.limpet.lake.row;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.SurveyKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties of events that the lake keeps: those that a job reads, so that it can be run again
 * over the lake. Whatever else a shop sends along is not kept, and of a comment only that there was
 * one.
 */
final class LakeProperties {
  /** Their names, in the order of their columns. */
  static final List<String> KEPT =
      List.of(
          SurveyKind.PROPERTY,
          SurveyKind.ASKED,
          SurveyKind.COMMENT,
          "channel",
          "region",
          "country",
          "arm");

  /** Stands for the words of a comment. */
  static final String GIVEN = "given";

  private LakeProperties() {}

  /**
   * What is kept of an event. A survey that names no kind has an empty one: of a row of a survey
   * without any it is known that an earlier release wrote it.
   */
  static Map<String, String> of(Event event) {
    boolean isSurvey = event.type() == EventType.SURVEY;
    if (event.properties().isEmpty() && !isSurvey) {
      return Map.of();
    }
    Map<String, String> kept = new HashMap<>(event.properties());
    kept.keySet().retainAll(KEPT);
    kept.computeIfPresent(
        SurveyKind.COMMENT, (name, words) -> words.isBlank() || !isSurvey ? null : GIVEN);
    if (isSurvey) {
      kept.putIfAbsent(SurveyKind.PROPERTY, "");
    }
    return kept;
  }
}
