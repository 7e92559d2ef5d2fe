package io.limpet.flink;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that can be set on a job: {@code --name value} or {@code LIMPET_NAME=value}. */
enum Setting {
  BOOTSTRAP_SERVERS("127.0.0.1:9092", "Kafka brokers, host:port, separated by commas"),
  REGISTRY("data/models", "directory of the generations, readable by every task manager"),
  LAKE("data/lake", "directory or URI of the event lake"),
  CHECKPOINTS(
      "", "directory or URI of the checkpoints, one folder a job in it; empty: as Flink is set"),
  CHECKPOINT_INTERVAL("10s", "time between two checkpoints, from 100ms to 1d"),
  ARCHIVE_INTERVAL("30s", "the same for archive, which ends its files with each, from 100ms to 1d"),
  LABELS_INTERVAL("5min", "the same for labels, whose files wait a day anyhow, from 100ms to 1d"),
  PARALLELISM("1", "parallel instances of every operator, from 1 to 128"),
  STATE_BACKEND("rocksdb", "rocksdb or hashmap"),
  BUFFER_TIMEOUT("0ms", "how long a record may wait for others on its way, from 0ms to 1s"),
  DEDUP_HORIZON("24h", "how long an event id is remembered, at least the session gap"),
  DEDUP_IDS("10000", "how many event ids of a visitor are remembered at most, from 10 to 10000000"),
  CRAWLERS(
      "",
      "parts of a user_agent that give a bot away beside the known ones, separated by commas,"
          + " at least 3 characters each; -PART takes a known one out"),
  BOT_VIEWS_MINUTE(
      "90", "views and searches in a minute that nobody makes, to 1000000; 0: not judged"),
  BOT_VIEWS_HOUR("900", "the same in an hour, to 1000000; 0: not judged"),
  BOT_VIEWS_DAY(
      "500",
      "views in a day that nobody makes without looking at something twice, to 1000000;"
          + " 0: not judged"),
  BOT_GAP_VARIATION(
      "0.2", "deviation of the gaps between views over their mean, 0 to 1; 0: not judged"),
  PURCHASE_PIECES("10000", "most pieces of an item in a purchase, 1 to 1000000"),
  PURCHASE_VALUE("100000000", "most that a purchase is worth, 1 to 1000000000"),
  PURCHASE_FACTOR(
      "50", "how many times the sum of its items a purchase may be worth, 2 to 1000000000"),
  SESSION_GAP("30min", "time without events that ends a session, from 1ms"),
  CLOCK_SKEW("1min", "how far ahead of its arrival an event may say it happened, from 0ms to 1h"),
  MAX_LATENESS(
      "1min", "how far behind the newest event another may be, for jobs that wait, from 0ms"),
  IDLE_AFTER("10s", "after so long without a record nobody waits for a partition, from 1ms"),
  ATTRIBUTION_WINDOW("24h", "how long clicks and baskets count for an answer, from 1ms"),
  PURCHASE_WINDOW("7d", "the same of purchases, at least the attribution window"),
  VISITOR_LIFETIME("400d", "how long a visitor without events is remembered, from 1ms"),
  ITEM_LIFETIME("400d", "how long the signals of an item without events are kept, from 1ms");

  private final String standard;
  private final String meaning;

  Setting(String standard, String meaning) {
    this.standard = standard;
    this.meaning = meaning;
  }

  /** The value where nothing is given. */
  String standard() {
    return standard;
  }

  /** What it decides, and the values it may have. */
  String meaning() {
    return meaning;
  }

  /** The name as an argument. */
  String argument() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name in the environment. */
  String variable() {
    return "LIMPET_" + name();
  }

  /** All of them, one a line. */
  static String help() {
    return Stream.of(values())
        .map(s -> "  %-22s %s (%s)".formatted(s.argument(), s.meaning(), s.standard()))
        .collect(Collectors.joining("\n"));
  }
}
