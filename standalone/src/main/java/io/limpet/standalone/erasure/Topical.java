package io.limpet.standalone.erasure;

import io.limpet.broker.TopicCreator;
import io.limpet.core.codec.CodecException;
import io.limpet.core.event.RejectedEvent;
import io.limpet.core.experiment.UnitOf;
import io.limpet.core.topic.Topic;
import io.limpet.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Forgets visitors in Kafka. Topics that are kept for a time are cut: what comes before is deleted,
 * of everybody, once it is in the lake and in the state of the jobs. Rejected events are nowhere
 * else, so those of others are written again behind the cut. Of topics that are compacted the key
 * is deleted, and Kafka made to compact them at once: it would else keep what was last said, and
 * the deletion, for a day and more.
 */
final class Topical {
  /** Not a time that anybody else would set: found at a start, it is what a crash left behind. */
  static final String SOON = "1001";

  static final Map<String, @Nullable String> EAGER =
      Map.of("segment.ms", SOON, "min.cleanable.dirty.ratio", "0.0001", "delete.retention.ms", "0");

  /** Beyond this a file is older than {@link #SOON}. */
  private static final long PAUSE_MILLIS = 1_500;

  /** A compaction comes within seconds with the broker of a stack, within 15 s with Kafka's own. */
  private static final Duration COMPACTED = Duration.ofMinutes(5);

  /** As long as rejected events are kept, and may be sent again. */
  private static final Duration KEPT = Duration.ofDays(7);

  private final Log log;
  private final Pauses pauses;

  Topical(Log log, Pauses pauses) {
    this.log = log;
    this.pauses = pauses;
  }

  /** Topics that are kept for a time: all of them speak of visitors. */
  static List<Topic<?>> timed() {
    return Topics.all().stream()
        .filter(topic -> topic.retention() == Topic.Retention.TIME)
        .<Topic<?>>map(topic -> topic)
        .toList();
  }

  /** Compacted topics that say something of each visitor. */
  static List<Topic<?>> byVisitor() {
    return Topics.all().stream()
        .filter(topic -> topic.retention() == Topic.Retention.COMPACTED)
        .filter(topic -> topic.key().equals("visitor") || topic.key().equals("user id"))
        .<Topic<?>>map(topic -> topic)
        .toList();
  }

  /**
   * Has Kafka begin new files, so that the ones before can be deleted; answers where they begin.
   */
  Map<TopicPartition, Long> roll(List<Topic<?>> topics) {
    Map<Topic<?>, Map<String, @Nullable String>> before = new HashMap<>();
    Map<TopicPartition, Long> begins = new HashMap<>();
    try {
      for (Topic<?> topic : topics) {
        before.put(topic, restored(topic, Set.of("segment.ms")));
        log.set(topic, Map.of("segment.ms", SOON));
      }
      pauses.pause(PAUSE_MILLIS);
      topics.forEach(topic -> begins.putAll(log.roll(topic)));
    } finally {
      before.forEach(log::set);
    }
    return begins;
  }

  /** What is set of a topic now, or was before a crash; null where nothing is. */
  private Map<String, @Nullable String> restored(Topic<?> topic, Set<String> names) {
    Map<String, String> now = log.settings(topic);
    Map<String, String> ours = TopicCreator.settings(topic.retention());
    boolean crashed = SOON.equals(now.get("segment.ms"));
    Map<String, @Nullable String> restored = new HashMap<>();
    names.forEach(name -> restored.put(name, crashed ? ours.get(name) : now.get(name)));
    return restored;
  }

  /**
   * Writes the rejected events of others again behind the end, once each.
   *
   * @return how many are left behind
   */
  long copyRejected(Map<TopicPartition, Long> ends, Set<String> visitors, long nowMillis) {
    var mentions = new Mentions(visitors);
    Set<String> copied = new HashSet<>();
    var left = new long[1];
    Map<TopicPartition, Long> rejected = new HashMap<>(ends);
    rejected.keySet().removeIf(at -> !at.topic().equals(Topics.EVENTS_REJECTED.name()));
    log.read(
        rejected,
        record -> {
          byte[] value = record.value();
          if (value == null) {
            return;
          }
          RejectedEvent event;
          try {
            event = Topics.EVENTS_REJECTED.codec().decode(value);
          } catch (CodecException e) {
            return; // Nobody could read it.
          }
          if (mentions.in(record.key(), event)) {
            left[0]++;
          } else if (event.receivedMillis() > nowMillis - KEPT.toMillis()
              && copied.add(event.originPartition() + "-" + event.originOffset())) {
            log.write(record.topic(), record.key(), value);
          }
        });
    return left[0];
  }

  /**
   * Deletes visitors' keys; a user who shares the unit of a device that goes has one of the own.
   */
  void deleteKeys(Topic<?> topic, List<String> visitors) {
    for (String visitor : visitors) {
      log.write(topic.name(), visitor.getBytes(StandardCharsets.UTF_8), null);
    }
    if (topic.equals(Topics.UNITS)) {
      Set<String> gone = Set.copyOf(visitors);
      log.read(
          log.ends(topic),
          record -> {
            String user = key(record);
            byte[] value = record.value();
            if (value != null
                && !gone.contains(user)
                && gone.contains(Topics.UNITS.codec().decode(value).visitor())) {
              log.write(topic.name(), record.key(), Topics.UNITS.codec().encode(new UnitOf(user)));
            }
          });
    }
  }

  /** Whether a record of a topic by visitor speaks of one of these. */
  static Predicate<ConsumerRecord<byte[], byte[]>> of(Topic<?> topic, Set<String> visitors) {
    return record -> {
      byte[] value = record.value();
      return visitors.contains(key(record))
          || (topic.equals(Topics.UNITS)
              && value != null
              && visitors.contains(Topics.UNITS.codec().decode(value).visitor()));
    };
  }

  /** A record of {@code limpet.erasures} that still has the ids of this one. */
  static Predicate<ConsumerRecord<byte[], byte[]>> unfinished(String receipt) {
    return record -> {
      byte[] value = record.value();
      return value != null
          && receipt.equals(key(record))
          && !Topics.ERASURES.codec().decode(value).visitors().isEmpty();
    };
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  /**
   * Has Kafka compact topics, all at the same time, until nothing is left in them that is to go.
   *
   * @param toGo of each topic, whether a record is to go
   * @return topics that Kafka did not compact within some minutes; it will by itself
   */
  Set<Topic<?>> compact(Map<Topic<?>, Predicate<ConsumerRecord<byte[], byte[]>>> toGo) {
    Map<Topic<?>, Map<String, @Nullable String>> before = new HashMap<>();
    Set<Topic<?>> left = new HashSet<>(toGo.keySet());
    try {
      for (Topic<?> topic : toGo.keySet()) {
        before.put(topic, restored(topic, EAGER.keySet()));
        log.set(topic, EAGER);
      }
      long deadline = System.nanoTime() + COMPACTED.toNanos();
      while (!left.isEmpty() && System.nanoTime() < deadline) {
        pauses.pause(PAUSE_MILLIS);
        left.forEach(log::roll);
        left.removeIf(topic -> !holds(topic, toGo.get(topic)));
      }
      return left;
    } finally {
      before.forEach(log::set);
    }
  }

  private boolean holds(Topic<?> topic, @Nullable Predicate<ConsumerRecord<byte[], byte[]>> toGo) {
    var found = new boolean[1];
    log.read(log.ends(topic), record -> found[0] |= toGo != null && toGo.test(record));
    return found[0];
  }
}
