package io.limpet.flink.savepoint;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.identity.HandOver;
import io.limpet.core.vector.UserVector;
import io.limpet.flink.JobSettings;
import io.limpet.flink.users.UserVectorsJob;
import io.limpet.flink.wire.Keyed;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** {@code user-vectors} between {@link Script}s and {@link Heard}. */
final class UserVectorsPlay implements Play {
  @Override
  public List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run) {
    Script<CleanEvent> events = run.events();
    Script<HandOver> handOvers =
        run.script(
            "hand-overs",
            WireTypes.HAND_OVER,
            Script.lanes(Acts.handOvers(run.acts()), HandOver::user));
    Script<TopicRecord> models = run.models();
    UserVectorsJob.build(
        env,
        settings,
        events,
        handOvers,
        models,
        new Heard<>(run.sink("vectors")),
        new Heard<>(run.sink("handed-over")));
    return List.of(events, handOvers, models);
  }

  @Override
  public Map<String, String> heard(Run run) {
    Map<String, String> said = new TreeMap<>();
    for (Keyed<UserVector> last : Heard.<Keyed<UserVector>>of(run.sink("vectors"))) {
      String key = new String(last.key(), StandardCharsets.UTF_8);
      said.put(key, last.value() == null ? "nobody" : shown(last.value()));
    }
    for (Keyed<HandOver> left : Heard.<Keyed<HandOver>>of(run.sink("handed-over"))) {
      HandOver h = left.value();
      Play.add(said, "left " + h.originOffset(), h.user() + " " + h.profile().recent());
    }
    return said;
  }

  /** Rounded: what is added in another order differs in its last bits. */
  private String shown(UserVector v) {
    Map<String, Long> affinities = new TreeMap<>();
    v.profile().affinities().forEach((k, w) -> affinities.put(k, Math.round(w * 1e3)));
    String vector =
        IntStream.range(0, v.vector().length)
            .mapToObj(i -> String.valueOf(Math.round(v.vector()[i] * 1e3)))
            .collect(Collectors.joining(","));
    return "%s %s %s %s %d %d %s"
        .formatted(
            v.generation(),
            v.profile().recent(),
            v.profile().bought(),
            affinities,
            v.profile().events(),
            v.version(),
            vector);
  }
}
