package io.limpet.standalone.erasure;

import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Waits until jobs have read, and have it in a checkpoint: they commit how far they are with each.
 * However long that takes; a job that does not run holds the erasure up, and nothing else. Jobs
 * that need not wait for each other take their checkpoints at once.
 */
final class Reading {
  private static final long PAUSE_MILLIS = 400;

  private static final String CLEAN = "clean";
  private static final String USER_VECTORS = "user-vectors";

  /** Whoever writes files with a checkpoint. */
  private static final List<String> WRITE_FILES = List.of("archive", "labels");

  /** Whoever has to have read clean events. */
  private static final List<String> KEEP_VISITORS =
      List.of(
          USER_VECTORS,
          "item-signals",
          "archive",
          "labels",
          "surveys",
          "experiments",
          "engagement",
          "features");

  private static final List<String> READ_SERVED = List.of("labels", "experiments", "engagement");

  private final Log log;
  private final List<String> jobs;
  private final Consumer<Collection<String>> checkpoint;
  private final Pauses pauses;

  /**
   * @param jobs names of all
   * @param checkpoint has jobs take one soon, or does nothing where they come by themselves
   */
  Reading(Log log, List<String> jobs, Consumer<Collection<String>> checkpoint, Pauses pauses) {
    this.log = log;
    this.jobs = jobs;
    this.checkpoint = checkpoint;
    this.pauses = pauses;
  }

  /** Waits until all jobs know what {@code limpet.erasures} says up to an offset. */
  void ofErasures(long offset) {
    Map<TopicPartition, Long> ends = erasures(offset);
    var wait = new Wait();
    wait.readers(List.of(CLEAN), ends);
    wait.readers(KEEP_VISITORS, ends);
    wait.mayRead(jobs, ends);
    wait.end();
  }

  /**
   * Waits until no event from before is let in any more, and those that were are in the lake: what
   * the job that lets events in has written before such a checkpoint is in its topic.
   */
  void intoTheLake(long offset) {
    var fence = new Wait();
    fence.readers(List.of(CLEAN), erasures(offset));
    fence.end();
    var archive = new Wait();
    archive.readers(List.of("archive"), log.ends(Topics.EVENTS_CLEAN));
    archive.end();
    filesAppear();
  }

  /** Waits until all that is in the topics now has come through to their ends, behind a fence. */
  void all(long offset) {
    var clean = new Wait();
    clean.readers(List.of(CLEAN), erasures(offset));
    clean.readers(List.of(CLEAN), log.ends(Topics.EVENTS));
    clean.end();
    Map<TopicPartition, Long> ends = new HashMap<>();
    Topical.timed().forEach(topic -> ends.putAll(log.ends(topic)));
    upTo(ends);
    // What was handed over meanwhile is read by whoever hands over.
    upTo(log.ends(Topics.IDENTITIES));
  }

  /**
   * Waits until jobs have read topics that are kept for a time, and lake and examples hold what
   * they write of them.
   *
   * @param ends of partitions
   */
  void before(Map<TopicPartition, Long> ends) {
    upTo(ends);
    filesAppear();
  }

  private void upTo(Map<TopicPartition, Long> ends) {
    var wait = new Wait();
    wait.readers(List.of(CLEAN), of(Topics.EVENTS, ends));
    wait.readers(KEEP_VISITORS, of(Topics.EVENTS_CLEAN, ends));
    wait.readers(List.of(USER_VECTORS), of(Topics.IDENTITIES, ends));
    wait.readers(READ_SERVED, of(Topics.SERVED, ends));
    wait.mayRead(jobs, ends);
    wait.end();
  }

  /** Files of a checkpoint appear when it is complete: after the next they surely have. */
  private void filesAppear() {
    checkpoint.accept(WRITE_FILES.stream().filter(jobs::contains).toList());
  }

  private static Map<TopicPartition, Long> erasures(long offset) {
    return Map.of(new TopicPartition(Topics.ERASURES.name(), 0), offset + 1);
  }

  private static Map<TopicPartition, Long> of(Topic<?> topic, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> its = new HashMap<>(ends);
    its.keySet().removeIf(partition -> !partition.topic().equals(topic.name()));
    return its;
  }

  /** What jobs have to have read before erasing goes on. */
  private final class Wait {
    /**
     * @param end up to where, exclusive
     * @param reader whether the job surely reads this; otherwise only if it is known to
     */
    private record Goal(long end, boolean reader) {
      boolean isReached(@Nullable Long at) {
        return end == 0 || (at == null ? !reader : at >= end);
      }
    }

    private final Map<String, Map<TopicPartition, Goal>> goals = new LinkedHashMap<>();

    void readers(List<String> some, Map<TopicPartition, Long> ends) {
      add(some, ends, true);
    }

    void mayRead(List<String> some, Map<TopicPartition, Long> ends) {
      add(some, ends, false);
    }

    private void add(List<String> some, Map<TopicPartition, Long> ends, boolean reader) {
      for (String job : some) {
        if (jobs.contains(job)) {
          Map<TopicPartition, Goal> its = goals.computeIfAbsent(job, name -> new HashMap<>());
          ends.forEach(
              (partition, end) ->
                  its.merge(
                      partition,
                      new Goal(end, reader),
                      (a, b) -> new Goal(Math.max(a.end(), b.end()), a.reader() || b.reader())));
        }
      }
    }

    /** Waits. */
    void end() {
      List<String> behind = behind();
      while (!behind.isEmpty()) {
        checkpoint.accept(behind);
        pauses.pause(PAUSE_MILLIS);
        behind = behind();
      }
    }

    private List<String> behind() {
      return goals.entrySet().stream()
          .filter(job -> isBehind(job.getKey(), job.getValue()))
          .map(Map.Entry::getKey)
          .toList();
    }

    private boolean isBehind(String job, Map<TopicPartition, Goal> its) {
      Map<TopicPartition, Long> read = log.readBy(job);
      return its.entrySet().stream()
          .anyMatch(goal -> !goal.getValue().isReached(read.get(goal.getKey())));
    }
  }
}
