package io.limpet.standalone.erasure;

import io.limpet.core.erasure.Erasure;
import io.limpet.core.erasure.Erasure.Link;
import io.limpet.core.erasure.Erasure.Step;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import io.limpet.lake.ExampleLake;
import io.limpet.lake.Forgotten;
import io.limpet.lake.Lake;
import io.limpet.lake.Rewritten;
import io.limpet.lake.row.LakeRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes an erasure from being asked for to its receipt, a state at a time. Each state is written to
 * {@code limpet.erasures} before the next begins, and what a state does may be done twice: after a
 * crash it is gone on with.
 *
 * <pre>
 * REQUESTED  wait until the fence is up and the lake whole; look there who follows
 * FENCED     wait until nothing from before is on its way any more
 * ORDERED    wait until all jobs have forgotten; rewrite the lake, cut and compact the topics
 * FORGOTTEN  wait until the jobs have the erasure without ids; compact limpet.erasures itself
 * DONE
 * </pre>
 */
final class Eraser {
  private static final String FOR_A_TIME =
      "everything before the erasure was deleted, of all visitors, once it was in the lake and the"
          + " jobs; Kafka deletes the files at its next look";

  private final Log log;
  private final Reading reading;
  private final Topical topics;
  private final Lake lake;
  private final ExampleLake examples;
  private final LongSupplier clock;

  Eraser(Log log, Reading reading, Pauses pauses, Path lake, LongSupplier clock) {
    this.log = log;
    this.reading = reading;
    this.topics = new Topical(log, pauses);
    this.lake = new Lake(lake);
    this.examples = new ExampleLake(Path.of(ExampleLake.folder(lake.toString())));
    this.clock = clock;
  }

  /**
   * Goes on with an erasure until it is done.
   *
   * @param offset of the record in {@code limpet.erasures} that it was read from
   */
  void finish(Erasure erasure, long offset) {
    Erasure now = erasure;
    long at = offset;
    while (now.state() != Erasure.State.DONE) {
      now =
          switch (now.state()) {
            case REQUESTED -> fence(now, at);
            case FENCED -> order(now, at);
            case ORDERED -> forget(now, at);
            case FORGOTTEN -> end(now, at);
            case DONE -> now;
          };
      at = write(now);
    }
  }

  private long write(Erasure erasure) {
    return log.write(
            Topics.ERASURES.name(),
            erasure.receipt().getBytes(StandardCharsets.UTF_8),
            Topics.ERASURES.codec().encode(erasure))
        .offset();
  }

  private Erasure fence(Erasure asked, long offset) {
    reading.intoTheLake(offset);
    String visitor = asked.visitors().getFirst();
    List<LakeRow> signIns = new ArrayList<>();
    lake.forEach(
        row -> {
          if (row.type() == EventType.IDENTIFY && row.userId() != null) {
            signIns.add(row);
          }
        });
    Set<String> all = new LinkedHashSet<>();
    all.add(visitor);
    signIns.stream()
        .filter(row -> visitor.equals(row.userId()))
        .filter(row -> isBefore(row, asked))
        .forEach(row -> all.add(row.visitor()));
    List<Link> links =
        signIns.stream()
            .filter(row -> all.contains(row.visitor()) && !all.contains(row.userId()))
            .map(row -> new Link(String.valueOf(row.userId()), row.visitor()))
            .distinct()
            .toList();
    return asked
        .fenced(List.copyOf(all), links)
        .with(
            step(
                "identities",
                all.size() - 1L,
                Event.isAnonymous(visitor)
                    ? "a device; users who signed in there stay"
                    : "devices that signed in as the user, which are erased with the user"));
  }

  private static boolean isBefore(LakeRow row, Erasure asked) {
    return Math.min(row.timestampMillis(), row.receivedMillis()) <= asked.atMillis();
  }

  private Erasure order(Erasure fenced, long offset) {
    reading.all(offset);
    return fenced.ordered();
  }

  private Erasure forget(Erasure ordered, long offset) {
    reading.ofErasures(offset);
    boolean again = !ordered.tellsToForget();
    Erasure now =
        ordered.with(
            step(
                Erasure.STATE_OF_JOBS,
                ordered.visitors().size(),
                "state and timers of these ids, and the files of checkpoints that held them;"
                    + " savepoints that were taken before are not touched, delete them"));
    write(now);
    Map<TopicPartition, Long> cuts = topics.roll(Topical.timed());
    reading.before(cuts);
    // What was counted is written down, since it will not be found again.
    now = rewriteLake(now, again);
    write(now);
    now = cut(now, cuts);
    write(now);
    now = compact(now);
    return now.with(
            step(
                "search-service",
                -1,
                "vector, profile and impressions, in the memory of every replica that reads"
                    + " limpet.erasures"))
        .with(
            step(
                "kept",
                0,
                "counts of items and days, and generations trained before: they say of nobody who"
                    + " it was; a hash of each id with the salt of this installation, so that what"
                    + " is sent again from before is not taken in"))
        .forgotten();
  }

  private Erasure rewriteLake(Erasure erasure, boolean again) {
    var forgotten = new Forgotten(Set.copyOf(erasure.visitors()), erasure.atMillis());
    Rewritten events = lake.rewrite(forgotten::of);
    Rewritten shown = examples.rewrite(forgotten::of);
    Instant before = Instant.ofEpochMilli(erasure.atMillis());
    int stale = lake.deleteUnfinished(before) + examples.deleteUnfinished(before);
    return erasure
        .with(step("lake", erasure.removed("lake") + events.removed(), note(events, stale, again)))
        .with(
            step("examples", erasure.removed("examples") + shown.removed(), note(shown, 0, again)));
  }

  private static String note(Rewritten rows, int stale, boolean again) {
    return "rows; %d files written anew, %d rows of others without an erased device%s%s"
        .formatted(
            rows.files(),
            rows.changed(),
            stale == 0 ? "" : ", %d unfinished files of a crash deleted".formatted(stale),
            again ? "; an attempt was cut short, and not all that it removed is counted" : "");
  }

  private Erasure cut(Erasure erasure, Map<TopicPartition, Long> cuts) {
    long rejected =
        erasure.removed(Topics.EVENTS_REJECTED.name())
            + topics.copyRejected(cuts, Set.copyOf(erasure.visitors()), clock.getAsLong());
    log.cut(cuts);
    Erasure now = erasure;
    for (Topic<?> topic : Topical.timed()) {
      now =
          now.with(
              topic.equals(Topics.EVENTS_REJECTED)
                  ? step(topic.name(), rejected, "events; those of others were written again")
                  : step(topic.name(), -1, FOR_A_TIME));
    }
    return now;
  }

  private Erasure compact(Erasure erasure) {
    Set<String> visitors = Set.copyOf(erasure.visitors());
    Map<Topic<?>, Predicate<ConsumerRecord<byte[], byte[]>>> toGo = new LinkedHashMap<>();
    for (Topic<?> topic : Topical.byVisitor()) {
      topics.deleteKeys(topic, erasure.visitors());
      toGo.put(topic, Topical.of(topic, visitors));
    }
    Set<Topic<?>> late = topics.compact(toGo);
    Erasure now = erasure;
    for (Topic<?> topic : toGo.keySet()) {
      now = now.with(step(topic.name(), -1, compacted(!late.contains(topic))));
    }
    return now;
  }

  private Erasure end(Erasure forgotten, long offset) {
    // Jobs keep the erasures themselves, too: now without ids.
    reading.ofErasures(offset);
    var late = topics.compact(Map.of(Topics.ERASURES, Topical.unfinished(forgotten.receipt())));
    return forgotten.with(step(Topics.ERASURES.name(), -1, compacted(late.isEmpty()))).done();
  }

  private static String compacted(boolean done) {
    return done
        ? "deleted and compacted"
        : "deleted; Kafka has not compacted it yet, and keeps the old files until it does";
  }

  private Step step(String store, long removed, String note) {
    return new Step(store, removed, clock.getAsLong(), note);
  }
}
