package io.limpet.flink.savepoint;

import io.limpet.flink.JobSettings;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** How the acts are played to a job. */
interface Play {
  /** Adds the job to an environment; answers what it reads. */
  List<Script<?>> build(StreamExecutionEnvironment env, JobSettings settings, Run run);

  /** Settings of this job alone. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** What the job has said, the last of each key; what is to be said once, as often as it was. */
  Map<String, String> heard(Run run);

  /** Whether all that is to come after the last act has come, of a run that played them all. */
  default boolean isComplete(Map<String, String> said) {
    return true;
  }

  /** Notes what is to be said once. */
  static void add(Map<String, String> said, String key, String value) {
    said.merge(key, value, (before, again) -> before + " and again " + again);
  }
}
