package io.limpet.flink.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.generation.Registry;
import io.limpet.fixtures.TinyGeneration;
import io.limpet.flink.JobSettings;
import io.limpet.flink.RunningFlink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** Where the acts are played: runs a job from a savepoint to the next. */
record Stage(RunningFlink flink, StatefulJob job) {

  /**
   * Plays the acts that a savepoint does not know, and takes one after them.
   *
   * @param from null begins with nothing
   */
  Path playFrom(@Nullable Path from, Run run, int parallelism) throws Exception {
    JobID id = start(from, run, parallelism);
    return flink.stopWithSavepoint(id, flink.folder().resolve("savepoints"));
  }

  /** Plays all acts until nothing more is to come. */
  Map<String, String> playAll(Path from, Run run, int parallelism) throws Exception {
    JobID id = start(from, run, parallelism);
    await().until(() -> job.play().isComplete(job.play().heard(run)));
    flink.stopWithSavepoint(id, flink.folder().resolve("savepoints"));
    return job.play().heard(run);
  }

  /** Plays the acts that a savepoint does not know, until the job has said what is wanted. */
  void playUntil(Map<String, String> wanted, Path from, Run run, int parallelism) throws Exception {
    JobID id = start(from, run, parallelism);
    await().untilAsserted(() -> assertThat(job.play().heard(run)).isEqualTo(wanted));
    flink.stopWithSavepoint(id, flink.folder().resolve("savepoints"));
    assertThat(job.play().heard(run)).isEqualTo(wanted);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  private JobID start(@Nullable Path from, Run run, int parallelism) throws Exception {
    Map<String, String> named =
        new HashMap<>(
            Map.of(
                "parallelism", Integer.toString(parallelism),
                "state-backend", "hashmap",
                // Those who are to be remembered are, whenever the test is run.
                "dedup-horizon", "10000d",
                "visitor-lifetime", "10000d",
                "item-lifetime", "10000d",
                "checkpoint-interval", "1d",
                "labels-interval", "1d",
                "features-pause", "0ms",
                "max-lateness", "1s",
                "idle-after", "1d"));
    named.putAll(job.play().settings());
    JobSettings settings = flink.settings("stage", named);
    if (!Files.exists(settings.registry().resolve("g1"))) {
      TinyGeneration.write(new Registry(settings.registry()), "g1", 1);
    }
    Configuration configuration = settings.configuration(job.job());
    // All in one file, as far as Flink allows.
    configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
    var env = new StreamExecutionEnvironment(configuration);
    List<Script<?>> scripts = job.play().build(env, settings, run);
    StreamGraph graph = env.getStreamGraph();
    if (from != null) {
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(
              from.toUri().toString(), false, RecoveryClaimMode.NO_CLAIM));
    }
    JobID id = flink.start(graph.getJobGraph());
    await().until(() -> scripts.stream().allMatch(Script::isSaid));
    return id;
  }
}
