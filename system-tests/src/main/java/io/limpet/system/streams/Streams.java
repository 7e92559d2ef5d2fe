package io.limpet.system.streams;

import io.limpet.broker.EmbeddedBroker;
import io.limpet.broker.TopicCreator;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.LimpetJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/**
 * The program of {@link StreamsProcess}: a broker and a Flink cluster with some of the jobs, on one
 * folder, until it is ended. Arguments: the folder, the jobs with commas between, megabytes of
 * managed memory, and what the jobs are told beside where the broker, the registry and the lake
 * are. Where the broker is stands in {@link #READY} once every job runs.
 */
public final class Streams {
  /** File that says where the broker is. */
  static final String READY = "ready";

  private Streams() {}

  /** Runs until the process is ended. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    List<LimpetJob> jobs = jobs(List.of(arguments[1].split(",")));
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      TopicCreator.createMissing(broker.bootstrapServers());
      List<String> told = new ArrayList<>(List.of(arguments).subList(3, arguments.length));
      told.add("--bootstrap-servers=" + broker.bootstrapServers());
      told.add("--registry=" + folder.resolve("models"));
      told.add("--lake=" + folder.resolve("lake").toUri());
      told.add("--checkpoints=" + folder.resolve("checkpoints").toUri());
      JobSettings settings = JobSettings.parse(told.toArray(String[]::new), Map.of());
      int slots = jobs.size() * settings.parallelism();
      try (MiniCluster cluster = cluster(folder, slots, Integer.parseInt(arguments[2]))) {
        cluster.start();
        for (LimpetJob job : jobs) {
          JobID id = cluster.submitJob(job.jobGraph(settings, null)).get().getJobID();
          while (cluster.getJobStatus(id).get() != JobStatus.RUNNING) {
            Thread.sleep(20);
          }
        }
        Path written = Files.writeString(folder.resolve("starting"), broker.bootstrapServers());
        Files.move(written, folder.resolve(READY), StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
      }
    }
  }

  private static List<LimpetJob> jobs(List<String> names) {
    List<LimpetJob> jobs =
        LimpetJobs.all().stream().filter(job -> names.contains(job.name())).toList();
    if (jobs.size() != names.size()) {
      throw new IllegalArgumentException(
          "of the jobs %s there are %s"
              .formatted(names, jobs.stream().map(LimpetJob::name).toList()));
    }
    return jobs;
  }

  private static MiniCluster cluster(Path folder, int slots, int managedMegabytes) {
    var settings = new Configuration();
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(CoreOptions.TMP_DIRS, folder.resolve("flink").toString());
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(managedMegabytes));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    return new MiniCluster(
        new MiniClusterConfiguration.Builder()
            .setConfiguration(settings)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(slots)
            .build());
  }
}
