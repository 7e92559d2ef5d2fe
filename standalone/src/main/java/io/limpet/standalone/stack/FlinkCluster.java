package io.limpet.standalone.stack;

import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.standalone.FailedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this JVM whose jobs go on from their newest checkpoint. Submit and close from
 * one thread.
 */
final class FlinkCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(8);

  private final MiniCluster cluster;
  private final Path checkpoints;
  private final int port;
  private final Map<String, JobID> jobs = new LinkedHashMap<>();

  private FlinkCluster(MiniCluster cluster, Path checkpoints, int port) {
    this.cluster = cluster;
    this.checkpoints = checkpoints;
    this.port = port;
  }

  /**
   * Starts a cluster.
   *
   * @param restPort of the dashboard; 0 chooses a free one
   * @param slots one a job and parallel instance
   */
  static FlinkCluster start(DataFolder data, int restPort, int slots) {
    Folders.delete(data.flinkTemporary());
    Configuration settings = FlinkSettings.cluster(data.flinkTemporary(), restPort);
    var cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
    try {
      cluster.start();
      int port = cluster.getRestAddress().get(START.toMillis(), TimeUnit.MILLISECONDS).getPort();
      return new FlinkCluster(cluster, data.checkpoints(), port);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted while the Flink cluster was starting", e);
    } catch (Exception e) {
      cluster.closeAsync();
      throw new FailedException("the Flink cluster cannot start: " + e, e);
    }
  }

  /** Port of the dashboard. */
  int port() {
    return port;
  }

  /** Hands in a job, which goes on from its newest checkpoint if it has one. */
  void submit(LimpetJob job, JobSettings settings) {
    JobID id = jobId(job.name());
    Path folder = checkpoints.resolve(job.name());
    var stored = new Checkpoints(folder, id);
    Optional<Path> newest = stored.newest();
    stored.removeAllBut(newest);

    JobGraph graph =
        job.jobGraph(settings, newest.map(path -> path.toUri().toString()).orElse(null));
    graph.setJobID(id);
    LOG.info("submitting {} from {}", job.name(), newest.map(Path::toString).orElse("nothing"));
    await(cluster.submitJob(graph), START, "submitting " + job.name());
    jobs.put(job.name(), id);
  }

  /** Waits until every task of every job runs. */
  void awaitRunning() {
    Instant deadline = Instant.now().plus(START);
    for (Map.Entry<String, JobID> job : jobs.entrySet()) {
      while (!runs(job.getKey(), job.getValue())) {
        if (Instant.now().isAfter(deadline)) {
          throw new FailedException(
              "job %s does not run after %d s; see the log files"
                  .formatted(job.getKey(), START.toSeconds()));
        }
        pause();
      }
    }
  }

  /** Whether every task of every job runs at this moment. */
  boolean allRun() {
    return jobs.entrySet().stream().allMatch(job -> runs(job.getKey(), job.getValue()));
  }

  /** Takes a checkpoint of each of some jobs, at once, and returns when all are complete. */
  void checkpoint(Collection<String> names) {
    Map<String, CompletableFuture<?>> all = new LinkedHashMap<>();
    for (String job : names) {
      JobID id = jobs.get(job);
      if (id == null) {
        throw new IllegalArgumentException(
            "there is no job " + job + "; there are " + jobs.keySet());
      }
      all.put(job, cluster.triggerCheckpoint(id, CheckpointType.DEFAULT));
    }
    all.forEach((job, taken) -> await(taken, START, "checkpoint of " + job));
  }

  /** Takes a last checkpoint of every job, so that a start repeats nothing, and ends them. */
  @Override
  public void close() {
    Map<String, CompletableFuture<?>> last = new LinkedHashMap<>();
    jobs.forEach(
        (name, id) -> last.put(name, cluster.triggerCheckpoint(id, CheckpointType.DEFAULT)));
    last.forEach((name, future) -> tryAwait(future, "last checkpoint of " + name));
    jobs.forEach((name, id) -> tryAwait(cluster.cancelJob(id), "cancelling " + name));
    tryAwait(cluster.closeAsync(), "closing the cluster");
  }

  private boolean runs(String name, JobID id) {
    AccessExecutionGraph graph = await(cluster.getExecutionGraph(id), START, "asking for " + name);
    if (graph.getState() == JobStatus.FAILED) {
      var cause = graph.getFailureInfo();
      throw new FailedException(
          "job %s failed: %s"
              .formatted(name, cause == null ? "unknown" : cause.getException().toString()));
    }
    for (var vertex : graph.getAllVertices().values()) {
      for (var task : vertex.getTaskVertices()) {
        if (task.getExecutionState() != ExecutionState.RUNNING) {
          return false;
        }
      }
    }
    return graph.getState() == JobStatus.RUNNING;
  }

  /** Under which a job's checkpoints are: the same at every start. */
  static JobID jobId(String name) {
    UUID id = UUID.nameUUIDFromBytes(("limpet/" + name).getBytes(StandardCharsets.UTF_8));
    return new JobID(id.getLeastSignificantBits(), id.getMostSignificantBits());
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted while waiting for the jobs", e);
    }
  }

  private static <T> T await(CompletableFuture<T> future, Duration patience, String what) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new FailedException(what + " failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new FailedException(what + " takes more than " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted: " + what, e);
    }
  }

  private static void tryAwait(CompletableFuture<?> future, String what) {
    try {
      await(future, STOP, what);
    } catch (FailedException e) {
      LOG.warn("{}", e.getMessage());
    }
  }
}
