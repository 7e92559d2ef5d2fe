package io.limpet.standalone.erasure;

import io.limpet.core.codec.CodecException;
import io.limpet.core.erasure.Erasure;
import io.limpet.core.topic.Topics;
import io.limpet.standalone.erasure.Pauses.StoppedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for erasures that are not done, also those of before a crash, and does one after the other.
 * One that fails is tried again. Between them it merges small files of the lake, since nobody may
 * do so while the lake is rewritten. There is to be one such thread for an installation.
 */
public final class EraserThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EraserThread.class);
  private static final long PAUSE_MILLIS = 500;
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Pauses pauses = new Pauses();
  private final Thread thread;
  private final String bootstrapServers;
  private final Path lake;
  private final List<String> jobs;
  private final Consumer<Collection<String>> checkpoint;

  private EraserThread(
      String bootstrapServers,
      Path lake,
      List<String> jobs,
      Consumer<Collection<String>> checkpoint) {
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
   * @param checkpoint has jobs take a checkpoint each, or does nothing where they come by
   *     themselves
   */
  public static EraserThread start(
      String bootstrapServers,
      Path lake,
      List<String> jobs,
      Consumer<Collection<String>> checkpoint) {
    var eraser = new EraserThread(bootstrapServers, lake, jobs, checkpoint);
    eraser.thread.start();
    return eraser;
  }

  record Found(Erasure erasure, long offset) {}

  private void run() {
    try {
      while (true) {
        pauses.pause(PAUSE_MILLIS);
        try (var log = new Log(bootstrapServers)) {
          watch(log);
        } catch (StoppedException e) {
          throw e;
        } catch (RuntimeException e) {
          if (pauses.isStopped()) {
            throw new StoppedException();
          }
          LOG.warn("erasing is tried again: {}", e.toString());
        }
      }
    } catch (StoppedException e) {
      LOG.debug("{}", e.getMessage());
    }
  }

  private void watch(Log log) {
    var reading = new Reading(log, jobs, checkpoint, pauses);
    var eraser = new Eraser(log, reading, pauses, lake, System::currentTimeMillis);
    var merging = new LakeMerging(lake, System::nanoTime);
    Map<TopicPartition, Long> seen = Map.of();
    while (true) {
      Map<TopicPartition, Long> ends = log.ends(Topics.ERASURES);
      if (!ends.equals(seen)) {
        unfinished(log).forEach(found -> eraser.finish(found.erasure(), found.offset()));
        seen = ends;
      }
      merging.lookAfter();
      pauses.pause(PAUSE_MILLIS);
    }
  }

  static List<Found> unfinished(Log log) {
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

  /**
   * Stops: what is asked of Kafka at this moment is waited for, since a producer that is
   * interrupted says so in the log as if something had gone wrong. The rest is done at the next
   * start.
   */
  @Override
  public void close() {
    pauses.stop();
    try {
      if (!thread.join(STOP)) {
        thread.interrupt();
        thread.join(STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
