package io.limpet.flink.rebuild;

import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.SurveyKind;
import io.limpet.core.topic.Topic;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.wire.TopicRecord;
import io.limpet.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/**
 * Makes derived topics, and the state of the jobs behind them, again from the event lake.
 *
 * <pre>
 * lake --> visitor by visitor, in the order of arrival --> the job, from nothing --> last value of each key
 *                                                             '--> savepoint that goes on with Kafka
 * </pre>
 *
 * <p>The operators are the jobs' own; what each derives, and how it is put between the lake and
 * files, its {@link Derivation} says. All visitors are encoded in the generations that are in use
 * now. For one thread.
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
  private int passes;

  /**
   * What was read of the lake.
   *
   * @param events how many
   * @param signIns how many of them are sign-ins
   * @param untoldSurveys how many of them are surveys of which files of earlier releases do not say
   *     what was asked
   * @param lastMillis when the last of them reached Kafka, epoch milliseconds; 0 without any
   */
  public record Read(long events, long signIns, long untoldSurveys, long lastMillis) {
    /**
     * Whether the lake says all that a job goes by: without it, something counted would be lost.
     */
    public boolean tellsAllOf(Derivation derivation) {
      return untoldSurveys == 0 || !derivation.needsSurveys();
    }
  }

  /**
   * Rebuilt topics of a job.
   *
   * @param savepoint of the job, which has taken in the whole lake and goes on with Kafka
   */
  public record Rebuilt(Derivation derivation, Path savepoint) {}

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
    this.cluster = new RebuildCluster(folder, settings.parallelism());
  }

  private Read read(Lake lake, long untilMillis) throws IOException {
    long[] counts = new long[4];
    lake.forEachEvent(
        event -> {
          if (event.receivedMillis() < untilMillis) {
            counts[0]++;
            counts[1] += event.event().type() == EventType.IDENTIFY ? 1 : 0;
            counts[2] += isUntold(event.event()) ? 1 : 0;
            counts[3] = Math.max(counts[3], event.receivedMillis());
            try {
              arrivals.add(event);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
    arrivals.flush();
    return new Read(counts[0], counts[1], counts[2], counts[3]);
  }

  private static boolean isUntold(Event event) {
    return event.type() == EventType.SURVEY && !event.properties().containsKey(SurveyKind.PROPERTY);
  }

  /** What was read. */
  public Read read() {
    return read;
  }

  /** Makes the topics of a job again. */
  public Rebuilt run(Derivation derivation) throws Exception {
    return new Rebuilt(derivation, derivation.passes().run(derivation.job(), this));
  }

  /**
   * Compares what was rebuilt with what is live.
   *
   * @param live the last values of the topic, as {@link LiveTopic} reads them
   * @param mend told of each key that differs or is missing, and of its rebuilt value
   */
  public Comparison compare(
      DerivedTopic<?> topic, Path live, BiConsumer<String, byte @Nullable []> mend) {
    return Comparison.of(topic, values(topic.topic()), live, read.lastMillis(), mend);
  }

  /**
   * Runs a job over parts of the lake.
   *
   * @param goesOnFrom savepoint of the pass before; null begins anew
   * @param build adds its operators
   * @return its savepoint
   */
  Path pass(LimpetJob job, List<Path> parts, @Nullable Path goesOnFrom, Consumer<LakeEnds> build)
      throws Exception {
    Path done = folder.resolve("done-" + passes++);
    StreamExecutionEnvironment env = environment(job);
    build.accept(new LakeEnds(env, settings, parts, done, goOn, this::values));
    return cluster.run(graph(env, goesOnFrom), done);
  }

  private Path values(Topic<?> topic) {
    return folder.resolve("values-" + topic.name());
  }

  /** What was read, in the order of arrival. */
  Arrivals arrivals() {
    return arrivals;
  }

  /** Records of {@code limpet.models} and {@code limpet.item-vectors} that hold now. */
  List<TopicRecord> known() {
    return known;
  }

  /** The same as a source. */
  Source<TopicRecord, ?, ?> models() {
    return models;
  }

  /** Where {@link HandOverFiles} are. */
  Path handOvers() {
    return folder.resolve(HandOverFiles.FOLDER);
  }

  private StreamExecutionEnvironment environment(LimpetJob job) {
    Configuration configuration = settings.configuration(job.name());
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
