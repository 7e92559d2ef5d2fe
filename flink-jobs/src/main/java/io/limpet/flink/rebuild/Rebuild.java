package io.limpet.flink.rebuild;

import static org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.EventType;
import io.limpet.core.identity.HandOver;
import io.limpet.core.topic.Topics;
import io.limpet.flink.JobSettings;
import io.limpet.flink.signals.ItemSignalsJob;
import io.limpet.flink.users.UserVectorsJob;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.flink.wire.WireTypes;
import io.limpet.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.types.Either;
import org.jspecify.annotations.Nullable;

/**
 * Makes derived topics, and the state of the jobs behind them, again from the event lake.
 *
 * <pre>
 * lake --> visitor by visitor, in the order of arrival --> the job, from nothing --> last value of each key
 *                                                             '--> savepoint that goes on with Kafka
 * </pre>
 *
 * <p>The operators are the jobs' own. What devices hand over to users is made in a first run over
 * the devices alone, and taken in by a second over the users, in its place among what they did. All
 * visitors are encoded in the generations that are in use now. For one thread.
 */
public final class Rebuild implements AutoCloseable {
  private final JobSettings settings;
  private final Path folder;
  private final KafkaPosition goOn;
  private final List<TopicRecord> known;
  private final Source<TopicRecord, ?, ?> models;
  private final Arrivals arrivals;
  private final RebuildCluster cluster;
  private final Read read;

  /**
   * What was read of the lake.
   *
   * @param events how many
   * @param signIns how many of them are sign-ins
   * @param lastMillis when the last of them reached Kafka, epoch milliseconds; 0 without any
   */
  public record Read(long events, long signIns, long lastMillis) {}

  /**
   * A rebuilt topic.
   *
   * @param values folder of {@link LastValues}
   * @param savepoint of the job, which has taken in the whole lake and goes on with Kafka
   */
  public record Rebuilt(Derived derived, Path values, Path savepoint) {}

  /**
   * Reads the lake and puts it in order.
   *
   * @param settings of the jobs; name the lake, a local folder, and the parallelism
   * @param folder for what is made: empty, and the caller's to delete
   * @param untilMillis only events that reached Kafka before are taken
   * @param goOn where the jobs are to go on with {@code limpet.events.clean}; noted before the lake
   *     is read
   * @param known records of {@code limpet.models} and {@code limpet.item-vectors} that hold now
   * @param models the same as a source, which the job of user vectors goes on with
   */
  public Rebuild(
      JobSettings settings,
      Path folder,
      long untilMillis,
      KafkaPosition goOn,
      List<TopicRecord> known,
      Source<TopicRecord, ?, ?> models)
      throws Exception {
    this.settings = settings;
    this.folder = folder;
    this.goOn = goOn;
    this.known = known;
    this.models = models;
    var lake = new Lake(Path.of(settings.lake()));
    Files.createDirectories(folder.resolve("arrivals"));
    this.arrivals = new Arrivals(folder.resolve("arrivals"), lake.rows());
    this.read = read(lake, untilMillis);
    this.cluster = RebuildCluster.start(folder, settings.parallelism());
  }

  private Read read(Lake lake, long untilMillis) throws IOException {
    long[] counts = new long[3];
    lake.forEachEvent(
        event -> {
          if (event.receivedMillis() < untilMillis) {
            counts[0]++;
            counts[1] += event.event().type() == EventType.IDENTIFY ? 1 : 0;
            counts[2] = Math.max(counts[2], event.receivedMillis());
            try {
              arrivals.add(event);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
    arrivals.flush();
    return new Read(counts[0], counts[1], counts[2]);
  }

  /** What was read. */
  public Read read() {
    return read;
  }

  /** Makes a topic again. */
  public Rebuilt run(Derived derived) throws Exception {
    Path values = folder.resolve("values-" + derived.job().name());
    Path savepoint =
        switch (derived) {
          case ITEM_SIGNALS -> itemSignals(values);
          case USER_VECTORS -> userVectors(values);
        };
    return new Rebuilt(derived, values, savepoint);
  }

  /**
   * Compares what was rebuilt with what is live.
   *
   * @param live the last values of the topic, as {@link LiveTopic} reads them
   * @param mend told of each key that differs or is missing, and of its rebuilt value
   */
  public Comparison compare(
      Rebuilt rebuilt, Path live, java.util.function.BiConsumer<String, byte @Nullable []> mend) {
    return Comparison.of(rebuilt.derived(), rebuilt.values(), live, read.lastMillis(), mend);
  }

  private Path itemSignals(Path values) throws Exception {
    Path done = folder.resolve("done-signals");
    var source =
        new LakeSource<CleanEvent>(
            arrivals.all(),
            done,
            deed -> deed.isLeft() ? deed.left() : null,
            WireTypes.CLEAN_EVENT,
            goOn);
    var env = environment(Derived.ITEM_SIGNALS);
    ItemSignalsJob.build(
        env,
        settings,
        source,
        new LastValuesSink<>(values, Topics.ITEM_SIGNALS),
        // Nothing is to be left for a timer.
        Duration.ZERO);
    return cluster.run(graph(env, null), done);
  }

  private Path userVectors(Path values) throws Exception {
    if (read.signIns() == 0) {
      return userVectors(values, arrivals.all(), "done-vectors", null);
    }
    Path devices = userVectors(values, arrivals.devices(), "done-devices", null);
    Path handOvers = folder.resolve(HandOverFiles.FOLDER);
    HandOverFiles.forEach(handOvers, arrivals::add);
    arrivals.flush();
    return userVectors(values, arrivals.users(), "done-users", devices);
  }

  private Path userVectors(Path values, List<Path> parts, String name, @Nullable Path goesOnFrom)
      throws Exception {
    Path done = folder.resolve(name);
    var source =
        new LakeSource<Either<CleanEvent, HandOver>>(
            parts, done, deed -> deed, UserVectorsJob.DEED, goOn);
    var env = environment(Derived.USER_VECTORS);
    DataStream<Either<CleanEvent, HandOver>> deeds =
        env.fromSource(source, noWatermarks(), "lake").uid("events");
    UserVectorsJob.build(
        env,
        settings,
        deeds,
        models,
        known,
        new LastValuesSink<>(values, Topics.USER_VECTORS),
        new HandOverFiles(folder.resolve(HandOverFiles.FOLDER)));
    return cluster.run(graph(env, goesOnFrom), done);
  }

  private StreamExecutionEnvironment environment(Derived derived) {
    Configuration configuration = settings.configuration(derived.job().name());
    configuration.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    // Without a folder Flink would hold savepoints in memory, too, and no more than 5 MB of a task.
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return new StreamExecutionEnvironment(configuration);
  }

  private static JobGraph graph(StreamExecutionEnvironment env, @Nullable Path goesOnFrom) {
    StreamGraph graph = env.getStreamGraph();
    if (goesOnFrom != null) {
      graph.setSavepointRestoreSettings(
          SavepointRestoreSettings.forPath(
              goesOnFrom.toUri().toString(), false, RecoveryClaimMode.NO_CLAIM));
    }
    return graph.getJobGraph();
  }

  @Override
  public void close() throws Exception {
    try (cluster) {
      arrivals.close();
    }
  }
}
