package io.limpet.standalone.stack;

import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.standalone.FailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until what is in {@code limpet.events} has come through to the lake. A job commits how far
 * it has read with each checkpoint, so the committed offsets say what a checkpoint holds.
 */
final class Settling {
  private static final String CLEAN = "clean";
  private static final String ARCHIVE = "archive";

  private final String bootstrapServers;
  private final Consumer<Collection<String>> checkpoint;

  /**
   * @param checkpoint takes a checkpoint of the jobs of these names
   */
  Settling(String bootstrapServers, Consumer<Collection<String>> checkpoint) {
    this.bootstrapServers = bootstrapServers;
    this.checkpoint = checkpoint;
  }

  void await(Duration patience) {
    Instant deadline = Instant.now().plus(patience);
    var properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(properties)) {
      until(deadline, admin, CLEAN, Topics.EVENTS);
      until(deadline, admin, ARCHIVE, Topics.EVENTS_CLEAN);
      // Files of a checkpoint appear when it is complete: after the next they surely have.
      checkpoint.accept(List.of(ARCHIVE));
    } catch (ExecutionException e) {
      throw new FailedException("asking Kafka how far the jobs are: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted while the jobs were catching up", e);
    }
  }

  private void until(Instant deadline, Admin admin, String job, Topic<?> topic)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> ends = ends(admin, topic);
    while (true) {
      checkpoint.accept(List.of(job));
      if (reached(admin, job, ends)) {
        return;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new FailedException("job " + job + " has not caught up with " + topic.name());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static boolean reached(Admin admin, String job, Map<TopicPartition, Long> ends)
      throws ExecutionException, InterruptedException {
    var committed =
        admin.listConsumerGroupOffsets("limpet-" + job).partitionsToOffsetAndMetadata().get();
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              var offset = committed.get(end.getKey());
              return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
            });
  }

  private static Map<TopicPartition, Long> ends(Admin admin, Topic<?> topic)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (var description :
        admin.describeTopics(List.of(topic.name())).allTopicNames().get().values()) {
      for (var partition : description.partitions()) {
        latest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (var end : admin.listOffsets(latest).all().get().entrySet()) {
      ends.put(end.getKey(), end.getValue().offset());
    }
    return ends;
  }
}
