package io.limpet.flink.savepoint;

import io.limpet.core.event.CleanEvent;
import io.limpet.flink.JobSettings;
import io.limpet.flink.archive.ArchiveJob;
import io.limpet.flink.wire.TopicRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code archive} between {@link Script}s and {@link Heard}. */
final class ArchivePlay implements Play {
  @Override
  public boolean isComplete(Map<String, String> said) {
    return said.size() == Acts.clean(Acts.COUNT).stream().distinct().count();
  }

  @Override
  public List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
    Script<CleanEvent> events = run.events();
    Script<TopicRecord> erasures = run.erasures();
    ArchiveJob.build(env, settings, events, erasures, new Heard<>(run.sink("lake")));
    return List.of(events, erasures);
  }

  @Override
  public Map<String, String> heard(Run run) {
    Map<String, String> said = new TreeMap<>();
    for (CleanEvent clean : Heard.<CleanEvent>of(run.sink("lake"))) {
      Play.add(said, clean.event().eventId(), clean.toString());
    }
    return said;
  }
}
