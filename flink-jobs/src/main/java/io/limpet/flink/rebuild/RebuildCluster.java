package io.limpet.flink.rebuild;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster in this JVM that runs one job after the other, each until it has read all. It is
 * started for the first: one that is closed while it still elects its leaders waits for ever.
 */
final class RebuildCluster implements AutoCloseable {
  private static final MemorySize MANAGED = MemorySize.ofMebiBytes(256);
  private static final MemorySize NETWORK = MemorySize.ofMebiBytes(32);
  private static final Duration ANSWER = Duration.ofMinutes(10);
  private static final long PAUSE_MILLIS = 50;

  private final Path folder;
  private final int slots;
  private @Nullable MiniCluster cluster;

  RebuildCluster(Path folder, int slots) {
    this.folder = folder;
    this.slots = slots;
  }

  private MiniCluster start() throws Exception {
    var c = new Configuration();
    c.set(RestOptions.BIND_PORT, "0");
    c.set(RestOptions.PORT, 0);
    c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
    c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
    c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
    c.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
    var made =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(c)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    made.start();
    return made;
  }

  /**
   * Runs a job until a file is there that says that it has been given everything, and ends it.
   *
   * @return its savepoint, in which it has taken everything in
   */
  Path run(JobGraph graph, Path done) throws Exception {
    if (cluster == null) {
      cluster = start();
    }
    return run(cluster, graph, done);
  }

  private Path run(MiniCluster running, JobGraph graph, Path done) throws Exception {
    JobID id = running.submitJob(graph).get(ANSWER.toSeconds(), TimeUnit.SECONDS).getJobID();
    // With little to read, a source has read all before the tasks behind it have begun.
    while (!Files.exists(done) || !everyTaskRuns(running, id)) {
      JobStatus status = running.getJobStatus(id).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
      if (status.isGloballyTerminalState()) {
        running.requestJobResult(id).get().toJobExecutionResult(getClass().getClassLoader());
        throw new IllegalStateException("the job ended as " + status);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    String at =
        running
            .stopWithSavepoint(
                id,
                folder.resolve("savepoints").toUri().toString(),
                false,
                SavepointFormatType.CANONICAL)
            .get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    // Its writers are closed when it has ended.
    running.requestJobResult(id).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    return Path.of(URI.create(at));
  }

  private static boolean everyTaskRuns(MiniCluster cluster, JobID id) throws Exception {
    var graph = cluster.getExecutionGraph(id).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    return StreamSupport.stream(graph.getAllExecutionVertices().spliterator(), false)
        .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING);
  }

  @Override
  public void close() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }
}
