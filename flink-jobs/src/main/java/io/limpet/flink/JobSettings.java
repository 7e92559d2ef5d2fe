package io.limpet.flink;

import io.limpet.core.event.Limits;
import io.limpet.core.hygiene.BotRules;
import io.limpet.core.hygiene.Crawlers;
import io.limpet.core.hygiene.Hygiene;
import io.limpet.core.hygiene.PurchaseRules;
import io.limpet.core.label.Attribution;
import io.limpet.flink.archive.ArchiveJob;
import io.limpet.flink.labels.LabelsJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.util.TimeUtils;

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
    Duration visitorLifetime,
    Duration itemLifetime) {

  /**
   * The settings of {@code --name value} (or {@code --name=value}) arguments, then of {@code
   * LIMPET_NAME} variables, then the standard ones.
   *
   * @throws IllegalArgumentException naming the setting, its value and what it may be
   */
  public static JobSettings parse(String[] arguments, Map<String, String> environment) {
    Map<Setting, String> given = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      String value = environment.get(setting.variable());
      if (value != null) {
        given.put(setting, value);
      }
    }
    for (int i = 0; i < arguments.length; i++) {
      String argument = arguments[i];
      int equals = argument.indexOf('=');
      Setting setting = setting(equals < 0 ? argument : argument.substring(0, equals));
      if (equals < 0 && i + 1 == arguments.length) {
        throw new IllegalArgumentException(
            setting.argument() + " has no value; give " + setting.meaning());
      }
      given.put(setting, equals < 0 ? arguments[++i] : argument.substring(equals + 1));
    }
    return new Parser(given).settings();
  }

  private static Setting setting(String argument) {
    for (Setting setting : Setting.values()) {
      if (setting.argument().equals(argument)) {
        return setting;
      }
    }
    throw new IllegalArgumentException(
        "%s is not a setting; there are:%n%s".formatted(argument, Setting.help()));
  }

  /**
   * How Flink is to run a job.
   *
   * @param job its name in {@link LimpetJobs}
   */
  public Configuration configuration(String job) {
    var c = new Configuration();
    c.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    c.set(StateBackendOptions.STATE_BACKEND, stateBackend);
    c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, stateBackend.equals("rocksdb"));
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

  /** Reads the values; the first that is wrong ends it. */
  private record Parser(Map<Setting, String> given) {

    JobSettings settings() {
      Duration window =
          duration(Setting.ATTRIBUTION_WINDOW, Duration.ofMillis(1), Duration.ofDays(365));
      Duration gap = duration(Setting.SESSION_GAP, Duration.ofMillis(1), Duration.ofDays(365));
      return new JobSettings(
          text(Setting.BOOTSTRAP_SERVERS),
          Path.of(text(Setting.REGISTRY)),
          text(Setting.LAKE),
          value(Setting.CHECKPOINTS),
          duration(Setting.CHECKPOINT_INTERVAL, Duration.ofMillis(100), Duration.ofDays(1)),
          duration(Setting.ARCHIVE_INTERVAL, Duration.ofMillis(100), Duration.ofDays(1)),
          duration(Setting.LABELS_INTERVAL, Duration.ofMillis(100), Duration.ofDays(1)),
          whole(Setting.PARALLELISM, 1, 128),
          stateBackend(),
          duration(Setting.BUFFER_TIMEOUT, Duration.ZERO, Duration.ofSeconds(1)),
          duration(Setting.DEDUP_HORIZON, gap, Duration.ofDays(365)),
          whole(Setting.DEDUP_IDS, 10, 10_000_000),
          new Hygiene(bots(), purchases()),
          gap,
          duration(Setting.CLOCK_SKEW, Duration.ZERO, Limits.AHEAD),
          duration(Setting.MAX_LATENESS, Duration.ZERO, Duration.ofDays(365)),
          duration(Setting.IDLE_AFTER, Duration.ofMillis(1), Duration.ofDays(1)),
          window,
          duration(Setting.PURCHASE_WINDOW, window, Duration.ofDays(365)),
          duration(Setting.VISITOR_LIFETIME, Duration.ofMillis(1), Duration.ofDays(10_000)),
          duration(Setting.ITEM_LIFETIME, Duration.ofMillis(1), Duration.ofDays(10_000)));
    }

    private String value(Setting setting) {
      return given.getOrDefault(setting, setting.standard()).strip();
    }

    private String text(Setting setting) {
      String value = value(setting);
      if (value.isEmpty()) {
        throw wrong(setting);
      }
      return value;
    }

    private Duration duration(Setting setting, Duration least, Duration most) {
      try {
        Duration duration = TimeUtils.parseDuration(value(setting));
        if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
          return duration;
        }
      } catch (IllegalArgumentException e) {
        // Said below, with the name of the setting.
      }
      throw wrong(setting);
    }

    private BotRules bots() {
      return new BotRules(
          crawlers(),
          whole(Setting.BOT_VIEWS_MINUTE, 0, 1_000_000),
          whole(Setting.BOT_VIEWS_HOUR, 0, 1_000_000),
          whole(Setting.BOT_VIEWS_DAY, 0, 1_000_000),
          number(Setting.BOT_GAP_VARIATION, 0, 1));
    }

    private Crawlers crawlers() {
      try {
        return Crawlers.AND_TOOLS.changed(value(Setting.CRAWLERS));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            wrong(Setting.CRAWLERS).getMessage() + ": " + e.getMessage(), e);
      }
    }

    private PurchaseRules purchases() {
      return new PurchaseRules(
          whole(Setting.PURCHASE_PIECES, 1, 1_000_000),
          number(Setting.PURCHASE_VALUE, 1, 1e9),
          number(Setting.PURCHASE_FACTOR, 2, 1e9));
    }

    private int whole(Setting setting, int least, int most) {
      double number = number(setting, least, most);
      if (number != Math.rint(number)) {
        throw wrong(setting);
      }
      return (int) number;
    }

    private double number(Setting setting, double least, double most) {
      try {
        double number = Double.parseDouble(value(setting));
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below, with the name of the setting.
      }
      throw wrong(setting);
    }

    private String stateBackend() {
      return switch (value(Setting.STATE_BACKEND)) {
        case "rocksdb" -> "rocksdb";
        case "hashmap" -> "hashmap";
        default -> throw wrong(Setting.STATE_BACKEND);
      };
    }

    private static String example(Setting setting) {
      return switch (setting) {
        case CHECKPOINTS -> "file:///checkpoints";
        case CRAWLERS -> "shopcheck,-okhttp";
        default -> setting.standard();
      };
    }

    private IllegalArgumentException wrong(Setting setting) {
      return new IllegalArgumentException(
          "%s (or %s) is \"%s\"; give %s, %s for one"
              .formatted(
                  setting.argument(),
                  setting.variable(),
                  value(setting),
                  setting.meaning(),
                  example(setting)));
    }
  }
}
