package io.limpet.system.bench;

import io.limpet.core.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until jobs have read a topic to its end, as their last checkpoints know: what they made of
 * it is written by then.
 */
final class CaughtUp implements AutoCloseable {
  private final Admin admin;
  private final Duration standstill;

  /**
   * @param standstill how long a job that gets on no more is waited for
   */
  CaughtUp(String bootstrapServers, Duration standstill) {
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    this.standstill = standstill;
  }

  /**
   * Returns when the job has read what the topic holds now.
   *
   * @throws IOException when it stands still before
   */
  void await(String job, Topic<?> topic)
      throws IOException, ExecutionException, InterruptedException {
    long end = end(topic);
    long known = -1;
    Instant deadline = Instant.now();
    while (known < end) {
      long now = readBy(job, topic);
      if (now > known) {
        known = now;
        deadline = Instant.now().plus(standstill);
      } else if (Instant.now().isAfter(deadline)) {
        throw new IOException(
            "%s has read %d records of %d in %s and gets no further"
                .formatted(job, known, end, topic.name()));
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private long end(Topic<?> topic) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (var description :
        admin.describeTopics(List.of(topic.name())).allTopicNames().get().values()) {
      for (var partition : description.partitions()) {
        latest.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
      }
    }
    return admin.listOffsets(latest).all().get().values().stream()
        .mapToLong(partition -> partition.offset())
        .sum();
  }

  private long readBy(String job, Topic<?> topic) throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets("limpet-" + job)
        .partitionsToOffsetAndMetadata()
        .get()
        .entrySet()
        .stream()
        .filter(read -> read.getKey().topic().equals(topic.name()) && read.getValue() != null)
        .mapToLong(read -> read.getValue().offset())
        .sum();
  }

  @Override
  public void close() {
    admin.close();
  }
}
