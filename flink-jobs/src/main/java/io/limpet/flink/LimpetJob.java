package io.limpet.flink;

import io.limpet.core.topic.Pace;
import java.time.Duration;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/**
 * A streaming job that can be run.
 *
 * @param name short and stable: begins its consumer group and its folder of checkpoints
 * @param pace whether somebody waits for what it makes of an event
 * @param builder adds the job's operators to an environment
 * @param mainClass what a cluster is told to start
 */
public record LimpetJob(String name, Pace pace, Builder builder, Class<?> mainClass) {

  /** Adds a job's operators to an environment, with Kafka at the ends. */
  @FunctionalInterface
  public interface Builder {
    void build(StreamExecutionEnvironment env, JobSettings settings);
  }

  /**
   * The job as a cluster in this JVM takes it.
   *
   * @param checkpoint to go on from, {@link RetainedCheckpoints#newest} for one; null begins anew.
   *     The job takes it over: it is deleted when newer ones have replaced it
   */
  public JobGraph jobGraph(JobSettings settings, @Nullable String checkpoint) {
    var env = new StreamExecutionEnvironment(configuration(settings));
    builder.build(env, settings);
    StreamGraph graph = env.getStreamGraph();
    if (checkpoint != null) {
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(checkpoint, false, RecoveryClaimMode.CLAIM));
    }
    return graph.getJobGraph();
  }

  /** How Flink is to run it: as the settings say, and between operators at its own pace too. */
  Configuration configuration(JobSettings settings) {
    Configuration configuration = settings.configuration(name);
    Duration gathering = Duration.ofMillis(pace.bufferMillis());
    if (settings.bufferTimeout().compareTo(gathering) < 0) {
      configuration.set(ExecutionOptions.BUFFER_TIMEOUT, gathering);
    }
    return configuration;
  }

  /** Runs it where Flink says, with settings of these arguments and the environment. */
  public JobExecutionResult run(String[] arguments) throws Exception {
    JobSettings settings = JobSettings.parse(arguments, System.getenv());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration(settings));
    builder.build(env, settings);
    return env.execute("limpet " + name);
  }
}
