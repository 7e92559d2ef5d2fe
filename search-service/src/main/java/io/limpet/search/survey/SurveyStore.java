package io.limpet.search.survey;

import io.limpet.core.event.SurveyKind;
import io.limpet.core.survey.SurveyCounts;
import io.limpet.core.survey.SurveyDay;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The days of {@code limpet.surveys}. One thread writes, any number read. */
public final class SurveyStore {
  private final Map<String, SurveyDay> days = new ConcurrentHashMap<>();

  /**
   * Counts of one kind over some days.
   *
   * @param all everybody's
   * @param segments by dimension and value, {@code channel=email}, sorted
   */
  public record Period(SurveyCounts all, Map<String, SurveyCounts> segments) {}

  /** Takes in a record of the topic; one that counts fewer answers than are known is older. */
  public void take(String key, @Nullable SurveyDay day) {
    if (day == null) {
      days.remove(key);
      return;
    }
    days.merge(key, day, (known, next) -> next.events() >= known.events() ? next : known);
  }

  /** What was answered to a kind from one day to another, both included; days since 1970, UTC. */
  public Period period(SurveyKind kind, long from, long to) {
    SurveyCounts all = SurveyCounts.none(kind);
    Map<String, SurveyCounts> segments = new TreeMap<>();
    for (SurveyDay day : days.values()) {
      if (day.kind().equals(kind.wireName()) && day.day() >= from && day.day() <= to) {
        all = all.plus(day.all());
        day.segments().forEach((name, counts) -> segments.merge(name, counts, SurveyCounts::plus));
      }
    }
    return new Period(all, segments);
  }
}
