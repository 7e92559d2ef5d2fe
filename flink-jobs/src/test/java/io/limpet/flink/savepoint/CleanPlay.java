package io.limpet.flink.savepoint;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.RejectedEvent;
import io.limpet.flink.JobSettings;
import io.limpet.flink.clean.CleanJob;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.RawEvent;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code clean} between {@link Script}s and {@link Heard}. */
final class CleanPlay implements Play {
  @Override
  public List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
    Script<RawEvent> raw =
        run.script(
            "raw",
            WireTypes.RAW_EVENT,
            Script.lanes(Acts.raw(run.acts()), e -> new String(e.key(), StandardCharsets.UTF_8)));
    Script<TopicRecord> erasures = run.erasures();
    CleanJob.build(
        env,
        settings,
        raw,
        erasures,
        new Heard<>(run.sink("clean")),
        new Heard<>(run.sink("rejected")));
    return List.of(raw, erasures);
  }

  @Override
  public Map<String, String> heard(Run run) {
    Map<String, String> said = new TreeMap<>();
    for (Keyed<CleanEvent> clean : Heard.<Keyed<CleanEvent>>of(run.sink("clean"))) {
      Play.add(said, "clean " + clean.value().event().eventId(), clean.value().toString());
    }
    for (Keyed<RejectedEvent> bad : Heard.<Keyed<RejectedEvent>>of(run.sink("rejected"))) {
      Play.add(said, "rejected " + bad.value().originOffset(), bad.value().rejection().toString());
    }
    return said;
  }
}
