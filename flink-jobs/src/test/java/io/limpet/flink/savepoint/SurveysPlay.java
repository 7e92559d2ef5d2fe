package io.limpet.flink.savepoint;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.survey.SurveyDay;
import io.limpet.flink.JobSettings;
import io.limpet.flink.surveys.SurveysJob;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code surveys} between {@link Script}s and {@link Heard}. */
final class SurveysPlay implements Play {
  @Override
  public List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
    Script<CleanEvent> events =
        run.events(Acts.surveyed(run.acts()), clean -> clean.event().visitor());
    Script<TopicRecord> erasures = run.erasures();
    SurveysJob.build(env, settings, events, erasures, new Heard<>(run.sink("days")));
    return List.of(events, erasures);
  }

  @Override
  public Map<String, String> heard(Run run) {
    Map<String, String> said = new TreeMap<>();
    for (Keyed<SurveyDay> last : Heard.<Keyed<SurveyDay>>of(run.sink("days"))) {
      SurveyDay day = last.value();
      said.put(
          new String(last.key(), StandardCharsets.UTF_8),
          day.events() + " " + day.all() + " " + new TreeMap<>(day.segments()));
    }
    return said;
  }
}
