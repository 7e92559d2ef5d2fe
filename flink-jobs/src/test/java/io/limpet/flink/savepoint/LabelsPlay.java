package io.limpet.flink.savepoint;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.served.Served;
import io.limpet.flink.JobSettings;
import io.limpet.flink.labels.LabelsJob;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import io.limpet.lake.row.ExampleRow;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code labels} between {@link Script}s and {@link Heard}. */
final class LabelsPlay implements Play {
  @Override
  public boolean isComplete(Map<String, String> said) {
    return said.size()
        == Acts.served(Acts.COUNT).stream().mapToInt(answer -> answer.items().size()).sum();
  }

  @Override
  public List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
    List<List<CleanEvent>> events =
        Script.lanes(Acts.clean(run.acts()), clean -> clean.event().visitor());
    List<List<Served>> answers = Script.lanes(Acts.served(run.acts()), Served::visitor);
    if (run.acts() == Acts.COUNT) {
      for (int lane = 0; lane < Script.LANES; lane++) {
        events.get(lane).add(Acts.lastEvent(lane));
        answers.get(lane).add(Acts.lastAnswer(lane));
      }
    }
    Script<Served> served = run.script("served", WireTypes.SERVED, answers);
    Script<CleanEvent> done = run.script("events", WireTypes.CLEAN_EVENT, events);
    Script<TopicRecord> erasures = run.erasures();
    LabelsJob.build(env, settings, served, done, erasures, new Heard<>(run.sink("examples")));
    return List.of(served, done, erasures);
  }

  @Override
  public Map<String, String> heard(Run run) {
    Map<String, String> said = new TreeMap<>();
    for (ExampleRow row : Heard.<ExampleRow>of(run.sink("examples"))) {
      said.put(
          row.recommendationId() + " " + row.itemId(),
          Arrays.asList(
                  row.version(),
                  row.visitor(),
                  row.position(),
                  row.clickedAfter(),
                  row.cartedAfter(),
                  row.purchasedAfter())
              .toString());
    }
    return said;
  }
}
