package io.limpet.broker;

import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of {@link Topics} that are not there yet, and leaves the others alone. */
public final class TopicCreator {
  /** Partitions of every topic that need not be ordered as a whole. */
  public static final int PARTITIONS = 2;

  private static final Duration KEPT = Duration.ofDays(7);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private TopicCreator() {}

  /**
   * Creates what is missing on the brokers of {@code LIMPET_BOOTSTRAP_SERVERS}, and ends: what a
   * deployment runs before anything else. {@code LIMPET_PARTITIONS} ({@value #PARTITIONS}) and
   * {@code LIMPET_REPLICATION} (1) may be set too.
   */
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    String brokers = environment.getOrDefault("LIMPET_BOOTSTRAP_SERVERS", "127.0.0.1:9092");
    try {
      createMissing(
          brokers,
          number(environment, "LIMPET_PARTITIONS", PARTITIONS),
          (short) number(environment, "LIMPET_REPLICATION", 1));
      System.out.println("every topic is there on " + brokers);
    } catch (IllegalArgumentException e) {
      System.err.println("topics: " + e.getMessage());
      System.exit(2);
    } catch (IllegalStateException e) {
      System.err.println("topics: " + e.getMessage());
      System.exit(1);
    }
  }

  private static int number(Map<String, String> environment, String name, int standard) {
    String value = environment.getOrDefault(name, String.valueOf(standard));
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(name + " is \"" + value + "\"; give a number from 1");
    }
    return Integer.parseInt(value);
  }

  /** Creates what is missing on a broker of one node. */
  public static void createMissing(String bootstrapServers) {
    createMissing(bootstrapServers, PARTITIONS, (short) 1);
  }

  /**
   * Creates what is missing.
   *
   * @param partitions of every topic but those that have one order ({@link Topics#isOrdered})
   * @param replication copies of each partition, at most as many as there are brokers
   * @throws IllegalStateException when Kafka refuses or does not answer within a minute
   */
  public static void createMissing(String bootstrapServers, int partitions, short replication) {
    var properties = new Properties();
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(properties)) {
      Set<String> known =
          admin.listTopics().names().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      List<NewTopic> missing =
          Topics.all().stream()
              .filter(topic -> !known.contains(topic.name()))
              .map(topic -> description(topic, partitions, replication))
              .toList();
      var created = admin.createTopics(missing).values();
      for (var topic : created.entrySet()) {
        try {
          topic.getValue().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw e;
          }
        }
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "creating topics on " + bootstrapServers + " failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }

  static NewTopic description(Topic<?> topic, int partitions, short replication) {
    int count = Topics.isOrdered(topic) ? 1 : partitions;
    return new NewTopic(topic.name(), count, replication).configs(settings(topic.retention()));
  }

  private static Map<String, String> settings(Topic.Retention retention) {
    Map<String, String> settings = new HashMap<>();
    // Imported history is years old: what is kept is decided by the time of arrival.
    settings.put("message.timestamp.type", "LogAppendTime");
    switch (retention) {
      case TIME -> {
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", String.valueOf(KEPT.toMillis()));
        settings.put("segment.bytes", String.valueOf(64 << 20));
      }
      case COMPACTED -> {
        settings.put("cleanup.policy", "compact");
        settings.put("segment.bytes", String.valueOf(16 << 20));
        // Only closed segments are compacted: close them soon, so that a start reads little.
        settings.put("segment.ms", String.valueOf(Duration.ofMinutes(10).toMillis()));
        settings.put("min.cleanable.dirty.ratio", "0.3");
        settings.put("delete.retention.ms", String.valueOf(Duration.ofDays(1).toMillis()));
      }
    }
    return settings;
  }
}
