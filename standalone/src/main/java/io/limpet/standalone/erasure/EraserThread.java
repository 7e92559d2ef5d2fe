package io.limpet.standalone.erasure;

import io.limpet.core.codec.CodecException;
import io.limpet.core.erasure.Erasure;
import io.limpet.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for erasures that are not done, also those of before a crash, and does one after the other.
 * One that fails is tried again. There is to be one such thread for an installation.
 */
public final class EraserThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EraserThread.class);
  private static final long PAUSE_MILLIS = 500;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private final String bootstrapServers;
  private final Path lake;
  private final List<String> jobs;
  private final Consumer<String> checkpoint;

  private EraserThread(
      String bootstrapServers, Path lake, List<String> jobs, Consumer<String> checkpoint) {
    this.bootstrapServers = bootstrapServers;
    this.lake = lake;
    this.jobs = List.copyOf(jobs);
    this.checkpoint = checkpoint;
    this.thread = new Thread(this::run, "limpet-eraser");
    this.thread.setDaemon(true);
  }

  /**
   * Starts it.
   *
   * @param jobs names of all jobs that run
   * @param checkpoint has a job take a checkpoint, or does nothing where they come by themselves
   */
  public static EraserThread start(
      String bootstrapServers, Path lake, List<String> jobs, Consumer<String> checkpoint) {
    var eraser = new EraserThread(bootstrapServers, lake, jobs, checkpoint);
    eraser.thread.start();
    return eraser;
  }

  private record Found(Erasure erasure, long offset) {}

  private void run() {
    try (var log = new Log(bootstrapServers)) {
      var reading = new Reading(log, jobs, checkpoint, () -> closing.getCount() == 0);
      var eraser = new Eraser(log, reading, lake, System::currentTimeMillis);
      long seen = -1;
      while (!closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        try {
          long end = log.ends(Topics.ERASURES).values().stream().mapToLong(Long::longValue).sum();
          if (end != seen) {
            unfinished(log).forEach(found -> eraser.finish(found.erasure(), found.offset()));
            seen = end;
          }
        } catch (RuntimeException e) {
          if (closing.getCount() > 0) {
            LOG.warn("erasing is tried again: {}", e.toString());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Found> unfinished(Log log) {
    Map<String, Found> newest = new LinkedHashMap<>();
    Map<TopicPartition, Long> ends = log.ends(Topics.ERASURES);
    log.read(
        ends,
        record -> {
          byte[] value = record.value();
          if (value != null) {
            try {
              Erasure erasure = Topics.ERASURES.codec().decode(value);
              newest.put(
                  new String(record.key(), StandardCharsets.UTF_8),
                  new Found(erasure, record.offset()));
            } catch (CodecException e) {
              LOG.warn("offset {} of {} is passed over", record.offset(), record.topic());
            }
          }
        });
    return newest.values().stream()
        .filter(found -> found.erasure().state() != Erasure.State.DONE)
        .toList();
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
