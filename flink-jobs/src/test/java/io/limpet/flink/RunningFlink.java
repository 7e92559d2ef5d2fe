package io.limpet.flink;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Flink cluster in this JVM for the tests of one class; jobs end with the test. */
public final class RunningFlink implements BeforeAllCallback, AfterAllCallback, AfterEachCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SLOTS = 24;

  private final List<JobID> running = new ArrayList<>();
  private @Nullable MiniCluster cluster;
  private @Nullable Path data;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    data = Files.createTempDirectory("limpet-flink");
    var c = new Configuration();
    c.set(RestOptions.BIND_PORT, "0");
    c.set(RestOptions.PORT, 0);
    c.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16L * SLOTS));
    c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
    c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    c.set(CoreOptions.TMP_DIRS, data.resolve("tmp").toString());
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(c)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    cluster.start();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    cancel(List.copyOf(running));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    cluster().close();
    try (Stream<Path> files = Files.walk(folder())) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** A folder that lives as long as the cluster. */
  public Path folder() {
    return Objects.requireNonNull(data);
  }

  private MiniCluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  /** Settings for tests: frequent checkpoints in a folder of their own, and what is given. */
  public JobSettings settings(String name, Map<String, String> given) {
    Map<String, String> all = new HashMap<>();
    all.put("checkpoint-interval", "200ms");
    all.put("checkpoints", folder().resolve(name).resolve("checkpoints").toString());
    all.put("registry", folder().resolve(name).resolve("models").toString());
    all.put("lake", folder().resolve(name).resolve("lake").toString());
    all.put("parallelism", "2");
    all.putAll(given);
    return JobSettings.parse(
        all.entrySet().stream()
            .map(e -> "--" + e.getKey() + "=" + e.getValue())
            .toArray(String[]::new),
        Map.of());
  }

  /** Starts a job from its newest checkpoint, if it has one. */
  public JobID start(LimpetJob job, JobSettings settings) throws Exception {
    return start(
        job.jobGraph(settings, RetainedCheckpoints.newest(settings, job.name()).orElse(null)));
  }

  /** Starts jobs side by side, each from its newest checkpoint, if it has one; by their names. */
  public Map<String, JobID> start(List<LimpetJob> jobs, JobSettings settings) throws Exception {
    Map<String, JobID> started = new LinkedHashMap<>();
    for (LimpetJob job : jobs) {
      JobGraph graph =
          job.jobGraph(settings, RetainedCheckpoints.newest(settings, job.name()).orElse(null));
      started.put(job.name(), cluster().submitJob(graph).get(60, TimeUnit.SECONDS).getJobID());
    }
    running.addAll(started.values());
    started.values().forEach(this::awaitRunning);
    return started;
  }

  /** Starts a job. */
  public JobID start(JobGraph graph) throws Exception {
    JobID id = cluster().submitJob(graph).get(60, TimeUnit.SECONDS).getJobID();
    running.add(id);
    awaitRunning(id);
    return id;
  }

  /** Waits until a checkpoint that begins after this call is whole. */
  public void awaitCheckpoint(JobID job) throws Exception {
    cluster().triggerCheckpoint(job, CheckpointType.DEFAULT).get(60, TimeUnit.SECONDS);
  }

  /** The same of jobs, side by side. */
  public void awaitCheckpoint(Collection<JobID> jobs) throws Exception {
    List<CompletableFuture<?>> taken = new ArrayList<>();
    for (JobID job : jobs) {
      taken.add(cluster().triggerCheckpoint(job, CheckpointType.DEFAULT));
    }
    for (CompletableFuture<?> one : taken) {
      one.get(60, TimeUnit.SECONDS);
    }
  }

  /** Kills the only task manager, starts another one, and waits until all jobs run again. */
  public void loseTaskManager() throws Exception {
    cluster().terminateTaskManager(0).get(60, TimeUnit.SECONDS);
    cluster().startTaskManager();
    for (JobID job : running) {
      awaitRunning(job);
    }
  }

  private void awaitRunning(JobID job) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                // One that is only being set up has no tasks that might not run.
                cluster().getJobStatus(job).get() == JobStatus.RUNNING
                    && StreamSupport.stream(
                            cluster()
                                .getExecutionGraph(job)
                                .get()
                                .getAllExecutionVertices()
                                .spliterator(),
                            false)
                        .allMatch(task -> task.getExecutionState() == ExecutionState.RUNNING));
  }

  /** Ends a job with a savepoint, in a folder of its own below {@code target}. */
  public Path stopWithSavepoint(JobID job, Path target) throws Exception {
    String at =
        cluster()
            .stopWithSavepoint(job, target.toUri().toString(), false, SavepointFormatType.CANONICAL)
            .get(60, TimeUnit.SECONDS);
    running.remove(job);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> cluster().getJobStatus(job).get().isGloballyTerminalState());
    return Path.of(URI.create(at));
  }

  /** Ends jobs at once, without a savepoint; their last checkpoints stay. */
  public void cancel(Collection<JobID> jobs) throws Exception {
    running.removeAll(jobs);
    for (JobID job : jobs) {
      cluster().cancelJob(job).get(60, TimeUnit.SECONDS);
    }
    for (JobID job : jobs) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> cluster().getJobStatus(job).get().isGloballyTerminalState());
    }
  }
}
