package io.limpet.flink;

import io.limpet.core.feature.PositionCurve;
import io.limpet.core.hygiene.BotRules;
import io.limpet.core.hygiene.Crawlers;
import io.limpet.core.hygiene.Hygiene;
import io.limpet.core.hygiene.PurchaseRules;
import io.limpet.core.label.Attribution;
import io.limpet.core.setting.Part;
import io.limpet.core.setting.Setting;
import io.limpet.core.setting.Settings;
import io.limpet.flink.archive.ArchiveJob;
import io.limpet.flink.labels.LabelsJob;
import io.limpet.flink.users.UserVectorsJob;
import io.limpet.flink.wire.RocksDbOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/**
 * What a job is told from outside, checked.
 *
 * @param bootstrapServers Kafka brokers
 * @param registry directory of the generations
 * @param lake directory or URI of the event lake
 * @param checkpoints directory or URI with one folder of checkpoints a job; empty when Flink's own
 *     configuration decides
 * @param checkpointInterval time between two checkpoints
 * @param archiveInterval the same for the archive, which ends its files with each
 * @param labelsInterval the same for the labels, which end their files with each
 * @param parallelism instances of every operator
 * @param stateBackend {@code rocksdb} or {@code hashmap}
 * @param bufferTimeout how long a record may wait for others between two operators
 * @param dedupHorizon how long an event id is remembered
 * @param dedupIds how many event ids of a visitor are
 * @param hygiene which events are kept apart
 * @param sessionGap time without events that ends a session
 * @param clockSkew how far ahead of its arrival an event may say that it happened; further ahead it
 *     has happened when it arrived
 * @param maxLateness how far behind the newest event of its partition an event may be and is still
 *     waited for by jobs that go by event time
 * @param idleAfter after so long without a record a partition is not waited for
 * @param attributionWindow how long clicks and baskets count for an answer
 * @param purchaseWindow how long purchases do
 * @param engagementZone where the days of engagement begin and end
 * @param featuresPause least time between two records of somebody's features
 * @param predictionsPause least time between two records of what a user will do
 * @param positionCurve how likely an item is looked at by its place in a list
 * @param visitorLifetime how long a visitor without events is remembered
 * @param itemLifetime how long an item without events is
 */
public record JobSettings(
    String bootstrapServers,
    Path registry,
    String lake,
    String checkpoints,
    Duration checkpointInterval,
    Duration archiveInterval,
    Duration labelsInterval,
    int parallelism,
    String stateBackend,
    Duration bufferTimeout,
    Duration dedupHorizon,
    int dedupIds,
    Hygiene hygiene,
    Duration sessionGap,
    Duration clockSkew,
    Duration maxLateness,
    Duration idleAfter,
    Duration attributionWindow,
    Duration purchaseWindow,
    ZoneId engagementZone,
    Duration featuresPause,
    Duration predictionsPause,
    PositionCurve positionCurve,
    Duration visitorLifetime,
    Duration itemLifetime) {

  /**
   * State by key is kept in so many groups, whatever the parallelism, which can be no higher. It
   * can never change: a savepoint with other groups does not restore.
   */
  static final int KEY_GROUPS = 128;

  /**
   * The settings of {@code --name value} (or {@code --name=value}) arguments, then of {@code
   * LIMPET_NAME} variables, then of the file that {@code --config} or {@code LIMPET_CONFIG} names,
   * then the standard ones.
   *
   * @throws IllegalArgumentException naming the setting, its value and what it may be
   */
  public static JobSettings parse(String[] arguments, Map<String, String> environment) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      int equals = argument.indexOf('=');
      Setting setting = setting(equals < 0 ? argument : argument.substring(0, equals));
      if (equals < 0 && i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            setting.argument() + " has no value; give " + setting.kind().line());
      }
      given.put(setting, equals < 0 ? arguments[++i] : argument.substring(equals + 1));
    }
    Map<String, String> outside = new HashMap<>(environment);
    if (given.containsKey(Setting.CONFIG)) {
      outside.put(Setting.CONFIG.variable(), given.get(Setting.CONFIG));
    }
    Settings settings = Settings.of(outside);
    for (Map.Entry<Setting, String> one : given.entrySet()) {
      settings = settings.with(one.getKey(), one.getValue(), "argument " + one.getKey().argument());
    }
    return of(settings);
  }

  private static Setting setting(String argument) {
    List<Setting> ofJobs = Setting.of(Part.JOBS);
    return ofJobs.stream()
        .filter(setting -> setting.argument().equals(argument))
        .findFirst()
        .orElseThrow(
            () ->
                Settings.unknown(
                    "of a job, ",
                    "--",
                    argument.replaceFirst("^--", ""),
                    ofJobs.stream().map(Setting::key).toList()));
  }

  /**
   * What these settings say of jobs.
   *
   * @throws IllegalArgumentException naming the first that cannot be beside the others
   */
  public static JobSettings of(Settings settings) {
    Duration gap = settings.duration(Setting.SESSION_GAP);
    Duration window = settings.duration(Setting.ATTRIBUTION_WINDOW);
    return new JobSettings(
        settings.text(Setting.BOOTSTRAP_SERVERS),
        Path.of(settings.text(Setting.REGISTRY)),
        settings.text(Setting.LAKE),
        settings.text(Setting.CHECKPOINTS),
        settings.duration(Setting.CHECKPOINT_INTERVAL),
        settings.duration(Setting.ARCHIVE_INTERVAL),
        settings.duration(Setting.LABELS_INTERVAL),
        settings.whole(Setting.PARALLELISM),
        settings.text(Setting.STATE_BACKEND),
        settings.duration(Setting.BUFFER_TIMEOUT),
        atLeast(gap, settings, Setting.DEDUP_HORIZON, Setting.SESSION_GAP),
        settings.whole(Setting.DEDUP_IDS),
        new Hygiene(bots(settings), purchases(settings)),
        gap,
        settings.duration(Setting.CLOCK_SKEW),
        settings.duration(Setting.MAX_LATENESS),
        settings.duration(Setting.IDLE_AFTER),
        window,
        atLeast(window, settings, Setting.PURCHASE_WINDOW, Setting.ATTRIBUTION_WINDOW),
        ZoneId.of(settings.text(Setting.ENGAGEMENT_ZONE)).normalized(),
        settings.duration(Setting.FEATURES_PAUSE),
        settings.duration(Setting.PREDICTIONS_PAUSE),
        positions(settings),
        settings.duration(Setting.VISITOR_LIFETIME),
        settings.duration(Setting.ITEM_LIFETIME));
  }

  private static Duration atLeast(
      Duration least, Settings settings, Setting setting, Setting other) {
    Duration duration = settings.duration(setting);
    if (duration.compareTo(least) < 0) {
      throw settings.wrong(setting, "%s is %s".formatted(other.key(), settings.text(other)));
    }
    return duration;
  }

  private static BotRules bots(Settings settings) {
    return new BotRules(
        crawlers(settings),
        settings.whole(Setting.BOT_VIEWS_MINUTE),
        settings.whole(Setting.BOT_VIEWS_HOUR),
        settings.whole(Setting.BOT_VIEWS_DAY),
        settings.number(Setting.BOT_GAP_VARIATION));
  }

  private static Crawlers crawlers(Settings settings) {
    try {
      return Crawlers.AND_TOOLS.changed(settings.text(Setting.CRAWLERS));
    } catch (IllegalArgumentException e) {
      throw settings.wrong(Setting.CRAWLERS, String.valueOf(e.getMessage()));
    }
  }

  private static PositionCurve positions(Settings settings) {
    String given = settings.text(Setting.POSITION_CURVE);
    if (given.isEmpty()) {
      return PositionCurve.STANDARD;
    }
    try {
      return new PositionCurve(
          Arrays.stream(given.split(",")).map(of -> Double.valueOf(of.strip())).toList());
    } catch (IllegalArgumentException e) {
      throw settings.wrong(Setting.POSITION_CURVE, "1,0.7,0.5 for one");
    }
  }

  private static PurchaseRules purchases(Settings settings) {
    return new PurchaseRules(
        settings.whole(Setting.PURCHASE_PIECES),
        settings.number(Setting.PURCHASE_VALUE),
        settings.number(Setting.PURCHASE_FACTOR));
  }

  /**
   * How Flink is to run a job.
   *
   * @param job its name in {@link LimpetJobs}
   */
  public Configuration configuration(String job) {
    var c = new Configuration();
    c.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    c.set(PipelineOptions.MAX_PARALLELISM, KEY_GROUPS);
    c.set(StateBackendOptions.STATE_BACKEND, stateBackend);
    c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, stateBackend.equals("rocksdb"));
    c.set(RocksDBOptions.OPTIONS_FACTORY, RocksDbOptions.class.getName());
    // Most event ids are new: without filters each is looked for in every file of RocksDB.
    c.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    // In parts: the filter of a large file of small values, event ids for one, is larger than what
    // a slot's cache takes in, and would come from the disk whole for each. What is known of a user
    // is large, so its files have few keys: parts would only be one more thing to look for in each.
    c.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, !job.equals(UserVectorsJob.JOB.name()));
    // How large each state is, as RocksDB estimates it; nothing of the kind with hashmap.
    c.setString("state.backend.rocksdb.metrics.estimate-live-data-size", "true");
    c.setString("state.backend.rocksdb.metrics.estimate-num-keys", "true");
    c.setString("state.backend.rocksdb.metrics.column-family-as-variable", "true");
    c.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointIntervalOf(job));
    c.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // A checkpoint that fails, on a full disk for one, is tried again; it is no reason to stop.
    c.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    if (!checkpoints.isEmpty()) {
      c.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpointsOf(job));
    }
    c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(500));
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(5));
    c.set(ExecutionOptions.BUFFER_TIMEOUT, bufferTimeout);
    // Safe: what travels between operators is immutable.
    c.set(PipelineOptions.OBJECT_REUSE, true);
    c.set(PipelineOptions.GENERIC_TYPES, false);
    c.set(PipelineOptions.NAME, "limpet " + job);
    return c;
  }

  private Duration checkpointIntervalOf(String job) {
    if (job.equals(ArchiveJob.JOB.name())) {
      return archiveInterval;
    }
    return job.equals(LabelsJob.JOB.name()) ? labelsInterval : checkpointInterval;
  }

  /** Which events count for an answer. */
  public Attribution attribution() {
    return new Attribution(attributionWindow.toMillis(), purchaseWindow.toMillis());
  }

  /** Where the checkpoints of a job are, if {@code checkpoints} is given. */
  public String checkpointsOf(String job) {
    return directoryUri(checkpoints) + "/" + job;
  }

  /** A path or URI of a directory as a URI that does not end with a slash. */
  public static String directoryUri(String directory) {
    // A path's own URI ends with a slash or not as the directory exists or not.
    String uri =
        directory.contains(":/")
            ? directory
            : "file://" + Path.of(directory).toAbsolutePath().normalize().toUri().getRawPath();
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
