package io.limpet.flink;

import org.apache.flink.api.common.JobExecutionResult;
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
 * @param builder adds the job's operators to an environment
 * @param mainClass what a cluster is told to start
 */
public record LimpetJob(String name, Builder builder, Class<?> mainClass) {

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
    var env = new StreamExecutionEnvironment(settings.configuration(name));
    builder.build(env, settings);
    StreamGraph graph = env.getStreamGraph();
    if (checkpoint != null) {
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(checkpoint, false, RecoveryClaimMode.CLAIM));
    }
    return graph.getJobGraph();
  }

  /** Runs it where Flink says, with settings of these arguments and the environment. */
  public JobExecutionResult run(String[] arguments) throws Exception {
    JobSettings settings = JobSettings.parse(arguments, System.getenv());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(settings.configuration(name));
    builder.build(env, settings);
    return env.execute("limpet " + name);
  }
}
