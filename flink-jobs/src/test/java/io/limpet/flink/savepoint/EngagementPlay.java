package io.limpet.flink.savepoint;

import io.limpet.core.engagement.Calendar;
import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.engagement.Measure;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import io.limpet.core.served.Served;
import io.limpet.fixtures.SampleEvents;
import io.limpet.flink.JobSettings;
import io.limpet.flink.engagement.EngagementJob;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code engagement} between {@link Script}s and {@link Heard}. */
final class EngagementPlay implements Play {
  @Override
  public boolean isComplete(Map<String, String> said) {
    List<CleanEvent> events = Acts.clean(Acts.COUNT).stream().distinct().toList();
    long naming = events.stream().filter(e -> e.event().recommendationId() != null).count();
    return said.getOrDefault("person/all/", "").startsWith(events.size() + " events")
        && said.getOrDefault("person/surface/home", "").startsWith(naming + " events")
        && said.getOrDefault("person/generation/g1", "").startsWith(naming + " events");
  }

  /** Answers are kept by the clock, and the stored ones grow old. */
  @Override
  public Map<String, String> settings() {
    return Map.of("purchase-window", "10000d");
  }

  @Override
  public List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
    Script<CleanEvent> events = run.events();
    Script<Served> served = run.served(Acts.served(run.acts()));
    Script<TopicRecord> erasures = run.erasures();
    EngagementJob.build(env, settings, events, served, erasures, new Heard<>(run.sink("metrics")));
    return List.of(events, served, erasures);
  }

  /** Of the day on which all of it happens: each act adds to its figures. */
  @Override
  public Map<String, String> heard(Run run) {
    Map<String, String> said = new TreeMap<>();
    for (Keyed<EngagementDay> last : Heard.<Keyed<EngagementDay>>of(run.sink("metrics"))) {
      EngagementDay day = last.value();
      if (day.day() == Calendar.UTC.dayOf(SampleEvents.NOON)) {
        said.put(day.segment().key(), shown(day.metrics()));
      }
    }
    return said;
  }

  private static String shown(DayMetrics metrics) {
    long events = Stream.of(EventType.values()).mapToLong(metrics::events).sum();
    List<String> parts = new ArrayList<>(List.of(events + " events"));
    for (EventType type : EventType.values()) {
      parts.add(type + " " + metrics.events(type) + " of " + metrics.lines(type));
    }
    for (Measure measure : Measure.values()) {
      parts.add(measure + " " + metrics.count(measure));
    }
    metrics.groups().forEach((group, members) -> parts.add(group + " " + members.count()));
    parts.add("retained " + metrics.retainedDays() + metrics.retainedWeeks());
    parts.add(metrics.money().toString());
    return String.join(", ", parts);
  }
}
