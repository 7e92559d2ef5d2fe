package io.limpet.broker;

import io.limpet.core.setting.Setting;
import io.limpet.core.setting.Settings;
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
   * Creates what is missing on the brokers of the setting {@code bootstrap-servers}, and ends: what
   * a deployment runs before anything else. {@code partitions} and {@code replication} may be set
   * too.
   */
  public static void main(String[] arguments) {
    try {
      Settings settings = Settings.ofProcess();
      String brokers = settings.text(Setting.BOOTSTRAP_SERVERS);
      createMissing(
          brokers, settings.whole(Setting.PARTITIONS), (short) settings.whole(Setting.REPLICATION));
      System.out.println("every topic is there on " + brokers);
    } catch (IllegalArgumentException e) {
      System.err.println("topics: " + e.getMessage());
      System.exit(2);
    } catch (IllegalStateException e) {
      System.err.println("topics: " + e.getMessage());
      System.exit(1);
    }
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

  /** What is set of a topic when it is made. */
  public static Map<String, String> settings(Topic.Retention retention) {
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
