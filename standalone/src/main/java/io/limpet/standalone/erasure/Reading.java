package io.limpet.standalone.erasure;

import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Waits until jobs have read, and have it in a checkpoint: they commit how far they are with each.
 * However long that takes; a job that does not run holds the erasure up, and nothing else.
 */
final class Reading {
  private static final long PAUSE_MILLIS = 400;

  /** Who has to have read a topic. */
  private static final List<String> KEEP_VISITORS =
      List.of("user-vectors", "item-signals", "archive", "labels", "surveys", "experiments");

  private final Log log;
  private final List<String> jobs;
  private final Consumer<String> checkpoint;
  private final BooleanSupplier stopped;

  /**
   * @param jobs names of all
   * @param checkpoint has a job take one soon, or does nothing where they come by themselves
   */
  Reading(Log log, List<String> jobs, Consumer<String> checkpoint, BooleanSupplier stopped) {
    this.log = log;
    this.jobs = jobs;
    this.checkpoint = checkpoint;
    this.stopped = stopped;
  }

  /** Waits until all jobs know what {@code limpet.erasures} says up to an offset. */
  void ofErasures(long offset) {
    Map<TopicPartition, Long> ends =
        Map.of(new TopicPartition(Topics.ERASURES.name(), 0), offset + 1);
    until("clean", ends, true);
    KEEP_VISITORS.forEach(job -> until(job, ends, true));
    for (String job : jobs) {
      until(job, ends, false);
    }
  }

  /** The same of the job that lets events in. */
  void ofFence(long offset) {
    until("clean", Map.of(new TopicPartition(Topics.ERASURES.name(), 0), offset + 1), true);
  }

  /** Waits until all that is in the topics now has come through to their ends. */
  void all() {
    until("clean", log.ends(Topics.EVENTS), true);
    Map<TopicPartition, Long> clean = log.ends(Topics.EVENTS_CLEAN);
    KEEP_VISITORS.forEach(job -> until(job, clean, true));
    until("user-vectors", log.ends(Topics.IDENTITIES), true);
    Map<TopicPartition, Long> served = log.ends(Topics.SERVED);
    until("labels", served, true);
    until("experiments", served, true);
    for (Topic<?> topic : Topics.all()) {
      if (topic.retention() == Topic.Retention.TIME) {
        Map<TopicPartition, Long> ends = log.ends(topic);
        jobs.forEach(job -> until(job, ends, false));
      }
    }
    // Files of a checkpoint appear when it is complete: after the next they surely have.
    checkpoint.accept("archive");
    checkpoint.accept("labels");
  }

  /**
   * @param all whether the job reads the topic; otherwise only partitions that it is known to read
   */
  private void until(String job, Map<TopicPartition, Long> ends, boolean all) {
    if (!jobs.contains(job)) {
      return;
    }
    while (true) {
      Map<TopicPartition, Long> read = log.readBy(job);
      Map<TopicPartition, Long> missing = new HashMap<>();
      ends.forEach(
          (partition, end) -> {
            Long at = read.get(partition);
            if (end > 0 && (at == null ? all : at < end)) {
              missing.put(partition, end);
            }
          });
      if (missing.isEmpty()) {
        return;
      }
      checkpoint.accept(job);
      pause();
    }
  }

  private void pause() {
    if (stopped.getAsBoolean()) {
      throw new KafkaException("stopped while jobs were reading");
    }
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while jobs were reading", e);
    }
  }
}
