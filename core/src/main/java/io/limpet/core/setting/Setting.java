package io.limpet.core.setting;

import io.limpet.core.event.Limits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * THE list of what can be set from outside: {@code LIMPET_NAME=value} in the environment or {@code
 * name = value} in a file, {@code --name value} for a job. {@link Settings} are the values of a
 * process.
 */
public enum Setting {
  CONFIG(
      For.ALL,
      Kind.optional("file"),
      "",
      "file of settings; empty: limpet.properties in the working folder, where there is one"),

  // Where things are.
  BOOTSTRAP_SERVERS(
      For.APART, Kind.text(), "127.0.0.1:9092", "Kafka brokers, host:port, separated by commas"),
  REGISTRY(
      For.ON_A_CLUSTER,
      Kind.text(),
      "data/models",
      "folder of the generations, readable by every task manager and service"),
  INDEXES(
      For.SERVICE,
      Kind.text(),
      "data/indexes",
      "folder of the indexes; what is in it can be built anew"),
  LAKE(For.JOBS, Kind.text(), "data/lake", "folder or URI of the event lake"),
  CHECKPOINTS(
      For.JOBS,
      Kind.optional("folder or URI"),
      "",
      "folder or URI of the checkpoints, one folder a job in it; empty: as Flink is set"),
  HTTP_HOST(
      For.ANSWERS,
      Kind.optional("address"),
      "",
      "address to listen at; empty: 127.0.0.1 in a stack, 0.0.0.0 in a service of its own"),
  HTTP_PORT(For.ANSWERS, Kind.port(), "8080", "port of the HTTP service; 0 is any that is free"),
  FLINK(
      Set.of(Part.SERVICE, Part.COMPOSE),
      Kind.matching("URL", "such as http://jobmanager:8081", "|https?://[^ ]+"),
      "",
      "Flink's job manager: the jobs are handed to it, and the console asks it for their state;"
          + " empty: the console shows no jobs"),
  FLINK_DASHBOARD(
      For.SERVICE,
      Kind.matching("URL", "such as http://localhost:8081", "|https?://[^ ]+"),
      "",
      "where people find Flink's dashboard; empty: the same"),
  FLINK_PORT(For.STACK, Kind.port(), "8081", "port of Flink's dashboard; 0 is any that is free"),
  KAFKA_PORT(For.STACK, Kind.port(), "9092", "port of the broker; 0 is any that is free"),

  // Answers.
  CURSOR_KEY(
      For.ANSWERS,
      Kind.matching("secret", "of 16 characters or more", "|.{16,}"),
      "",
      "what cursors are signed with, the same in all replicas; empty: made up at the start"),
  SURFACES(
      For.ANSWERS,
      Kind.optional("file"),
      "",
      "file that sets up the surfaces; empty: they are set up over HTTP"),
  LANGUAGE(
      For.ANSWERS, Kind.text(), "en", "language of the shop's texts: en, de, fr, zh, ... or none"),
  TEXT_ENCODER(
      For.ANSWERS,
      Kind.optional("name"),
      "",
      "what search compares meanings with, none to compare words alone; empty: by the language"),
  SYNONYMS(For.ANSWERS, Kind.optional("file"), "", "synonyms for search; empty: none"),
  TEXTS(
      For.ANSWERS,
      Kind.optional("folder"),
      "",
      "what shoppers are told beyond what is built in, files such as de.properties; empty:"
          + " nothing"),
  SOLR(
      For.ANSWERS,
      Kind.optional("URLs"),
      "",
      "nodes of the SolrCloud that keeps the indexes of vectors, separated by commas; empty: none"),
  SOLR_SHARDS(For.ANSWERS, Kind.whole(1, 256), "2", "parts of an index in SolrCloud"),
  SOLR_REPLICAS(For.ANSWERS, Kind.whole(1, 16), "2", "copies of each part"),

  // Topics.
  PARTITIONS(
      For.TOPICS,
      Kind.whole(1, 9999),
      "2",
      "partitions of every topic that is made and need not be ordered as a whole"),
  REPLICATION(
      For.TOPICS, Kind.whole(1, 9999), "1", "copies of each partition, at most one a broker"),

  // How jobs run.
  CHECKPOINT_INTERVAL(
      For.STREAMS, Kind.duration(ms(100), days(1)), "10s", "time between two checkpoints"),
  ARCHIVE_INTERVAL(
      For.STREAMS,
      Kind.duration(ms(100), days(1)),
      "30s",
      "the same for archive, which ends its files with each"),
  LABELS_INTERVAL(
      For.STREAMS,
      Kind.duration(ms(100), days(1)),
      "5min",
      "the same for labels, whose files wait a day anyhow"),
  PARALLELISM(For.STREAMS, Kind.whole(1, 128), "1", "parallel instances of every operator"),
  STATE_BACKEND(
      For.STREAMS, Kind.oneOf("rocksdb", "hashmap"), "rocksdb", "where a job keeps its state"),
  BUFFER_TIMEOUT(
      For.STREAMS,
      Kind.duration(ms(0), Duration.ofSeconds(1)),
      "0ms",
      "how long a record may wait for others on its way; 100ms at least in jobs that nobody waits"
          + " for"),

  // Which events count.
  DEDUP_HORIZON(
      For.STREAMS,
      Kind.duration(ms(1), days(10_000)),
      "24h",
      "how long an event id is remembered, at least the session gap"),
  DEDUP_IDS(
      For.STREAMS,
      Kind.whole(10, 10_000_000),
      "10000",
      "how many event ids of a visitor are remembered at most; of more, half are forgotten"),
  CRAWLERS(
      For.STREAMS,
      Kind.optional("list"),
      "",
      "parts of a user_agent that give a bot away beside the known ones, separated by commas,"
          + " at least 3 characters each; -PART takes a known one out"),
  BOT_VIEWS_MINUTE(
      For.STREAMS,
      Kind.whole(0, 1_000_000),
      "90",
      "views and searches in a minute that nobody makes; 0: not judged"),
  BOT_VIEWS_HOUR(
      For.STREAMS, Kind.whole(0, 1_000_000), "900", "the same in an hour; 0: not judged"),
  BOT_VIEWS_DAY(
      For.STREAMS,
      Kind.whole(0, 1_000_000),
      "500",
      "views in a day that nobody makes without looking at something twice; 0: not judged"),
  BOT_GAP_VARIATION(
      For.STREAMS,
      Kind.number(0, 1),
      "0.2",
      "deviation of the gaps between views over their mean; 0: not judged"),
  PURCHASE_PIECES(
      For.STREAMS, Kind.whole(1, 1_000_000), "10000", "most pieces of an item in a purchase"),
  PURCHASE_VALUE(For.STREAMS, Kind.number(1, 1e9), "100000000", "most that a purchase is worth"),
  PURCHASE_FACTOR(
      For.STREAMS,
      Kind.number(2, 1e9),
      "50",
      "how many times the sum of its items a purchase may be worth"),
  SESSION_GAP(
      For.STREAMS,
      Kind.duration(ms(1), days(365)),
      "30min",
      "time without events that ends a session"),

  // Time.
  CLOCK_SKEW(
      For.STREAMS,
      Kind.duration(ms(0), Limits.AHEAD),
      "1min",
      "how far ahead of its arrival an event may say it happened"),
  MAX_LATENESS(
      For.STREAMS,
      Kind.duration(ms(0), days(365)),
      "1min",
      "how far behind the newest event another may be, for jobs that wait"),
  IDLE_AFTER(
      For.STREAMS,
      Kind.duration(ms(1), days(1)),
      "10s",
      "after so long without a record nobody waits for a partition"),
  ATTRIBUTION_WINDOW(
      For.STREAMS,
      Kind.duration(ms(1), days(365)),
      "24h",
      "how long clicks and baskets count for an answer"),
  PURCHASE_WINDOW(
      For.STREAMS,
      Kind.duration(ms(1), days(10_000)),
      "7d",
      "the same of purchases, at least the attribution window"),
  ENGAGEMENT_ZONE(For.STREAMS, Kind.zone(), "UTC", "where the days of engagement begin and end"),
  FEATURES_PAUSE(
      For.STREAMS,
      Kind.duration(ms(0), Duration.ofHours(1)),
      "5s",
      "least time between two records of the features of a visitor or an item"),
  PREDICTIONS_PAUSE(
      For.STREAMS,
      Kind.duration(ms(0), days(1)),
      "1h",
      "least time between two records of what a user will do"),
  POSITION_CURVE(
      For.STREAMS,
      Kind.optional("numbers above 0 and at most 1, separated by commas"),
      "",
      "how likely an item is looked at by its place in a list; empty: 1, 0.71, 0.58, 0.5 and so"
          + " on"),
  VISITOR_LIFETIME(
      For.STREAMS,
      Kind.duration(ms(1), days(10_000)),
      "400d",
      "how long a visitor without events is remembered"),
  ITEM_LIFETIME(
      For.STREAMS,
      Kind.duration(ms(1), days(10_000)),
      "400d",
      "how long the signals of an item without events are kept"),

  // Training again.
  RETRAIN_EVERY(
      For.STACK,
      Kind.matching("duration", "of a number and s, m, h or d", "|[1-9][0-9]{0,6}[smhd]"),
      "",
      "learn what is new from the lake so often; empty: never"),
  FULL_RETRAIN_EVERY(
      For.STACK,
      Kind.matching("duration", "of a number and s, m, h or d", "|[1-9][0-9]{0,6}[smhd]"),
      "",
      "train from nothing so often in its place; empty: only while no generation is served"),
  RETRAIN_MODEL(
      For.STACK,
      Kind.optional("name"),
      "",
      "model of a full training; empty: hybrid, in a demo pooled"),
  RETRAIN_HEAP(
      For.STACK,
      Kind.matching("size", "of a number and m or g", "[1-9][0-9]{0,6}[mg]"),
      "2500m",
      "heap of the trainer"),
  RETRAIN_PREDICTIONS(
      For.STACK,
      Kind.oneOf("on", "off"),
      "on",
      "whether to learn what visitors will do, too, where 305 days are known"),
  KEEP_GENERATIONS(
      For.STACK,
      Kind.whole(1, 9999),
      "5",
      "how many of the youngest generations stay after a release, beside those that are needed"),

  // What runs before a file of settings is read.
  JAVA_HOME(
      For.LAUNCHER, Kind.optional("folder"), "", "the JDK to use; empty: the newest that is found"),
  BUILD(
      For.LAUNCHER,
      Kind.oneOf("stale", "never", "always"),
      "stale",
      "when the launcher builds: where sources are newer, never, always"),
  JAVA_OPTS(For.LAUNCHER, Kind.optional("flags"), "", "further flags for the JVM of a command"),
  MAVEN_ARGS(For.LAUNCHER, Kind.optional("arguments"), "", "further arguments for Maven"),
  JOBS(
      For.COMPOSE,
      Kind.optional("names"),
      "",
      "the jobs that are to run, with spaces between; empty: all"),
  JOBS_JAR(For.COMPOSE, Kind.optional("file"), "", "the jar of the jobs"),
  PROMETHEUS_PORT(For.COMPOSE, Kind.port(), "9090", "port of Prometheus"),
  GRAFANA_PORT(For.COMPOSE, Kind.port(), "3000", "port of Grafana"),
  GRAFANA_PASSWORD(For.COMPOSE, Kind.text(), "limpet", "password of Grafana's admin");

  private static final Set<Setting> SECRET = Set.of(CURSOR_KEY, GRAFANA_PASSWORD);

  private final Set<Part> parts;
  private final Kind kind;
  private final String standard;
  private final String meaning;

  Setting(Set<Part> parts, Kind kind, String standard, String meaning) {
    this.parts = parts;
    this.kind = kind;
    this.standard = standard;
    this.meaning = meaning;
  }

  /** The setting of a name as a file has it; empty if there is none. */
  public static Optional<Setting> named(String name) {
    return Arrays.stream(values()).filter(setting -> setting.key().equals(name)).findFirst();
  }

  /** Those of a part, in the order of the list. */
  public static List<Setting> of(Part part) {
    return Arrays.stream(values()).filter(setting -> setting.parts.contains(part)).toList();
  }

  /** The name in a file. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name in the environment. */
  public String variable() {
    return "LIMPET_" + name();
  }

  /** The name as an argument of a job. */
  public String argument() {
    return "--" + key();
  }

  /** The name as a property of the JVM of a search-service. */
  public String property() {
    return switch (this) {
      case BOOTSTRAP_SERVERS -> "limpet.kafka.bootstrap-servers";
      case HTTP_HOST -> "micronaut.server.host";
      case HTTP_PORT -> "micronaut.server.port";
      case SOLR_SHARDS -> "limpet.solr.shards";
      case SOLR_REPLICAS -> "limpet.solr.replicas";
      default -> "limpet." + key();
    };
  }

  /** What it is for. */
  public Set<Part> parts() {
    return parts;
  }

  /** Whether a file may say it. */
  public boolean isOfFiles() {
    return this != CONFIG && parts.stream().anyMatch(Part::readsFiles);
  }

  /** What its value may be. */
  public Kind kind() {
    return kind;
  }

  /** The value where none is given. */
  public String standard() {
    return standard;
  }

  /** What it decides. */
  public String meaning() {
    return meaning;
  }

  /** Whether its value is not to be shown. */
  public boolean isSecret() {
    return SECRET.contains(this);
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private static Duration days(long days) {
    return Duration.ofDays(days);
  }

  private static final class For {
    static final Set<Part> ALL = Set.of(Part.STACK, Part.SERVICE, Part.JOBS, Part.TOPICS);
    static final Set<Part> APART = Set.of(Part.SERVICE, Part.JOBS, Part.TOPICS);
    static final Set<Part> ON_A_CLUSTER = Set.of(Part.SERVICE, Part.JOBS);
    static final Set<Part> ANSWERS = Set.of(Part.STACK, Part.SERVICE);
    static final Set<Part> STREAMS = Set.of(Part.STACK, Part.JOBS);
    static final Set<Part> STACK = Set.of(Part.STACK);
    static final Set<Part> SERVICE = Set.of(Part.SERVICE);
    static final Set<Part> JOBS = Set.of(Part.JOBS);
    static final Set<Part> TOPICS = Set.of(Part.TOPICS);
    static final Set<Part> LAUNCHER = Set.of(Part.LAUNCHER);
    static final Set<Part> COMPOSE = Set.of(Part.COMPOSE);
  }
}
